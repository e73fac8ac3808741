import { ClaimFilesRepository } from './claim-files.repository.js';
import { ClaimsRepository } from './claims.repository.js';
import { GiveAccount } from './give-account.js';
import { KeepClaims } from './keep-claims.js';
import { PayClaim } from './pay-claim.js';
import { ProveClaim } from './prove-claim.js';
import { ReadClaims } from './read-claims.js';

export const CLAIMS = [
  ClaimsRepository,
  ClaimFilesRepository,
  KeepClaims,
  GiveAccount,
  PayClaim,
  ProveClaim,
  ReadClaims,
];
