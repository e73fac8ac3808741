import { CreditRecovery } from './credit-recovery.js';
import { DemandMoney } from './demand-money.js';
import { LockRecovery } from './lock-recovery.js';
import { ReadRecoveries } from './read-recoveries.js';
import { ReceiveRecovery } from './receive-recovery.js';
import { RecoveriesDuties } from './recoveries.duties.js';
import { RecoveriesRepository } from './recoveries.repository.js';
import { RecoveriesService } from './recoveries.service.js';
import { StepRecovery } from './step-recovery.js';
import { WatchRecovery } from './watch-recovery.js';
import { WriteOff } from './write-off.js';

export const RECOVERIES = [
  RecoveriesRepository,
  LockRecovery,
  WatchRecovery,
  CreditRecovery,
  DemandMoney,
  StepRecovery,
  ReceiveRecovery,
  WriteOff,
  ReadRecoveries,
  RecoveriesService,
  RecoveriesDuties,
];
