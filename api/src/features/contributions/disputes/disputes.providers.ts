import { DisputesDuties } from './disputes.duties.js';
import { DisputesRepository } from './disputes.repository.js';
import { EndDispute } from './end-dispute.js';
import { FreezeGift } from './freeze-gift.js';
import { HearDisputes } from './hear-disputes.js';
import { LoseGift } from './lose-gift.js';
import { ReadDisputes } from './read-disputes.js';
import { ResumeGift } from './resume-gift.js';
import { UnsentRefunds } from './unsent-refunds.js';
import { WinGift } from './win-gift.js';

export const DISPUTES = [
  DisputesRepository,
  FreezeGift,
  LoseGift,
  WinGift,
  ResumeGift,
  EndDispute,
  HearDisputes,
  ReadDisputes,
  DisputesDuties,
  UnsentRefunds,
];
