import { DefaultShares } from './default-shares.js';
import { FinishShareOut } from './finish-share-out.js';
import { OpenShareOut } from './open-share-out.js';
import { ShareOutsRepository } from './share-outs.repository.js';

export const SHARE_OUTS = [ShareOutsRepository, FinishShareOut, DefaultShares, OpenShareOut];
