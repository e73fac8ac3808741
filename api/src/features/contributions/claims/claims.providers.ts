import { ClaimFilesRepository } from './claim-files.repository.js';
import { ClaimQueueRepository } from './claim-queue.repository.js';
import { ClaimsDuties } from './claims.duties.js';
import { ClaimsRepository } from './claims.repository.js';
import { EndClaims } from './end-claims.js';
import { GiveAccount } from './give-account.js';
import { KeepClaims } from './keep-claims.js';
import { NameAccount } from './name-account.js';
import { OweByBank } from './owe-by-bank.js';
import { PayClaim } from './pay-claim.js';
import { ProveClaim } from './prove-claim.js';
import { ReadClaims } from './read-claims.js';

export const CLAIMS = [
  ClaimsRepository,
  ClaimFilesRepository,
  ClaimQueueRepository,
  KeepClaims,
  EndClaims,
  OweByBank,
  NameAccount,
  GiveAccount,
  PayClaim,
  ProveClaim,
  ReadClaims,
  ClaimsDuties,
];
