import { AnnounceTransfer } from './announce-transfer.js';
import { CreditTransfer } from './credit-transfer.js';
import { ExpireTransfers } from './expire-transfers.js';
import { MatchTransfers } from './match-transfers.js';
import { OpenTransfer } from './open-transfer.js';
import { TransferInstructions } from './transfer-instructions.js';
import { TransferOffer } from './transfer-offer.js';
import { TransfersRepository } from './transfers.repository.js';
import { TransfersService } from '../transfers.service.js';

/** Gifts by bank transfer: announced, found on the statement, or given up waiting for. */
export const TRANSFERS = [
  TransfersRepository,
  TransferInstructions,
  TransferOffer,
  ExpireTransfers,
  OpenTransfer,
  AnnounceTransfer,
  CreditTransfer,
  MatchTransfers,
  TransfersService,
];
