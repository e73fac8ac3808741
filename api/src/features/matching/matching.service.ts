export { CommitmentsService, type CofinancingSums } from './commitments/commitments.service.js';
