import { api } from '../../platform/api/client';

export const askClock = () => api.get('/clock');
