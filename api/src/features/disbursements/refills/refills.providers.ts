import { CancelRefill } from './cancel-refill.js';
import { OrderRefill } from './order-refill.js';
import { ProveRefills } from './prove-refills.js';
import { ReadRefills } from './read-refills.js';
import { RefillsDuties } from './refills.duties.js';
import { RefillsRepository } from './refills.repository.js';
import { RefillsService } from './refills.service.js';
import { SendRefill } from './send-refill.js';
import { WakeTransfers } from './wake-transfers.js';

/** Client money on its way from the bank back to Stripe. */
export const REFILLS = [
  RefillsRepository,
  OrderRefill,
  CancelRefill,
  SendRefill,
  ProveRefills,
  WakeTransfers,
  ReadRefills,
  RefillsService,
  RefillsDuties,
];
