import { DefaultShares } from './default-shares.js';
import { FinishShareOut } from './finish-share-out.js';
import { OpenShareOut } from './open-share-out.js';
import { ShareOuts } from './share-outs.js';
import { ShareLateWin } from './share-late-win.js';
import { ShareRecovered } from './share-recovered.js';
import { ShareOutsRepository } from './share-outs.repository.js';

export const SHARE_OUTS = [
  ShareOutsRepository,
  FinishShareOut,
  DefaultShares,
  OpenShareOut,
  ShareRecovered,
  ShareLateWin,
  ShareOuts,
];
