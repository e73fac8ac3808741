import { AssessGiver } from './assess-giver.js';
import { DecideGiver } from './decide-giver.js';
import { GiverChecksDuties } from './giver-checks.duties.js';
import { GiverChecksRepository } from './giver-checks.repository.js';
import { GiverChecksService } from './giver-checks.service.js';
import { HoldGift } from './hold-gift.js';
import { ImportSanctions } from './import-sanctions.js';
import { ReadChecks } from './read-checks.js';
import { SanctionListsRepository } from './sanction-lists.repository.js';

export const GIVER_CHECKS = [
  GiverChecksRepository,
  SanctionListsRepository,
  AssessGiver,
  HoldGift,
  ImportSanctions,
  DecideGiver,
  ReadChecks,
  GiverChecksService,
  GiverChecksDuties,
];
