import { AnswerPurpose } from './answer-purpose.js';
import { CompletePurpose } from './complete-purpose.js';
import { ProposePurpose } from './propose-purpose.js';
import { PurposeChangesRepository } from './purpose-changes.repository.js';
import { PurposeDoor } from './purpose-door.js';
import { PurposeDuties } from './purpose.duties.js';
import { PurposeService } from './purpose.service.js';
import { ReadPurpose } from './read-purpose.js';

export const PURPOSE = [
  PurposeChangesRepository,
  PurposeDoor,
  ProposePurpose,
  AnswerPurpose,
  CompletePurpose,
  ReadPurpose,
  PurposeService,
  PurposeDuties,
];
