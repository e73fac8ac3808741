import { ApproveRefunds } from './approve-refunds.js';
import { BatchesRepository } from './batches.repository.js';
import { CarryOutRefunds } from './carry-out-refunds.js';
import { KeepDistance } from './keep-distance.js';
import { PrepareRefunds } from './prepare-refunds.js';
import { ReadBatches } from './read-batches.js';
import { ReadRefundable } from './refundable.js';
import { StaffRefundsDuties } from './staff-refunds.duties.js';
import { StaffRefundsService } from './staff-refunds.service.js';

export const STAFF_REFUNDS = [
  BatchesRepository,
  KeepDistance,
  ReadRefundable,
  PrepareRefunds,
  CarryOutRefunds,
  ApproveRefunds,
  ReadBatches,
  StaffRefundsDuties,
  StaffRefundsService,
];
