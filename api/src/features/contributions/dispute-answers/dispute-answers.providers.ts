import { AcceptClaim } from './accept-claim.js';
import { AnswerDoor } from './answer-door.js';
import { AnswerFilesRepository } from './answer-files.repository.js';
import { DisputeAnswersRepository } from './dispute-answers.repository.js';
import { DisputeAnswersService } from './dispute-answers.service.js';
import { GatherEvidence } from './gather-evidence.js';
import { GiveBackAnswer } from './give-back-answer.js';
import { ProposeAnswer } from './propose-answer.js';
import { ReadAnswer } from './read-answer.js';
import { SendAnswer } from './send-answer.js';
import { SubmitAnswer } from './submit-answer.js';
import { UploadPapers } from './upload-papers.js';
import { WriteAnswer } from './write-answer.js';

export const DISPUTE_ANSWERS = [
  DisputeAnswersRepository,
  AnswerFilesRepository,
  AnswerDoor,
  GatherEvidence,
  GiveBackAnswer,
  SendAnswer,
  UploadPapers,
  WriteAnswer,
  SubmitAnswer,
  AcceptClaim,
  ProposeAnswer,
  ReadAnswer,
  DisputeAnswersService,
];
