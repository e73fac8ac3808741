import { AskAnew } from './ask-anew.js';
import { DecideProject } from './decide-project.js';
import { DecisionsDuties } from './decisions.duties.js';
import { DecisionsRepository } from './decisions.repository.js';
import { DecisionsService } from './decisions.service.js';
import { EndProject } from './end-project.js';
import { EndingsListener } from './endings.listener.js';
import { IdleMoney } from './idle-money.js';
import { KeepLeftover } from './keep-leftover.js';
import { ReadDecisions } from './read-decisions.js';
import { SettleProject } from './settle-project.js';
import { SuspendProject } from './suspend-project.js';
import { WindUp } from './wind-up.js';

export const ENDINGS = [
  DecisionsRepository,
  SuspendProject,
  EndProject,
  SettleProject,
  WindUp,
  KeepLeftover,
  AskAnew,
  IdleMoney,
  EndingsListener,
  DecideProject,
  ReadDecisions,
  DecisionsService,
  DecisionsDuties,
];
