import type { TrancheView } from '@vatra/shared/disbursements/disbursements.views';
import type { TestApp } from '../app.js';
import { aFinanceTeam, aSettledProject, type Finance } from './funded.js';
import { provePayee } from './gifts.js';
import { fundOperator } from './operator.js';
import { handInProcurementPapers, send, sign, theTranche } from './payments.js';
import { GOALS } from './project.js';
import { aMatcher, type Matcher } from './purpose.js';
import { aFile, aVillage, anAssociation, type Association, type Village } from './village.js';

/** Five matches of EUR 20: the other fund does the rest. */
const SMALL_POT = 10_000;
const LARGE_POT = 30_000;

export interface PurposeScene {
  readonly village: Village;
  readonly finance: Finance;
  readonly association: Association;
  /** Of an association that does not stand behind the project. */
  readonly outsider: Association;
  readonly stays: Matcher;
  readonly silent: Matcher;
  readonly projectId: string;
  /** Its first payment, of which the bank has not told yet. */
  readonly sent: TrancheView;
  /** Another project, of which nothing was paid. */
  readonly emptiedId: string;
  /** A decision of the council. */
  readonly fileId: string;
}

/** Two funds add a fifth to each gift of two projects; one of them has begun to be paid. */
export async function thePurposeScene(app: TestApp): Promise<PurposeScene> {
  const village = await aVillage(app);
  const finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  // Fees of what goes back are the operator's to bear.
  await fundOperator(app, finance);
  const stays = await aMatcher(app, { village, finance, potMinor: SMALL_POT });
  const silent = await aMatcher(app, { village, finance, potMinor: LARGE_POT });
  const association = await anAssociation(app, village, { members: 3 });
  const outsider = await anAssociation(app, village, { members: 3 });
  const plan = { associations: [association], goals: GOALS, gifts: 12, giftMinor: 10_000 };
  const projectId = await aSettledProject(app, village, { ...plan, more: [900] });
  await sign(village, projectId);
  await handInProcurementPapers(village, projectId);
  await app.moveClock({ days: 15 });
  await app.quiet();
  const sent = await send(app, finance, await theTranche(finance.maker, projectId, 1));
  const emptiedId = await aSettledProject(app, village, { ...plan, gifts: 11 });
  await sign(village, emptiedId);
  const fileId = await aFile(village.mayor.browser, 'council-decision');
  const people = { village, finance, association, outsider, stays, silent };
  return { ...people, projectId, sent, emptiedId, fileId };
}
