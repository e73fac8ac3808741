import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { CommitmentsService, MatchingService } from '../../matching/matching.service.js';
import { MilestonesService, type MilestoneStanding } from '../../milestones/milestones.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import type { AgreementRow } from '../agreements/agreements.repository.js';
import { ReadProcurement } from '../procurement/read-procurement.js';
import {
  PayeeAccountsRepository,
  type PayeeAccountRow,
} from '../payees/payee-accounts.repository.js';
import { ReadStandingReasons, type StandingReasons } from './standing-reasons.js';
import type { TrancheFacts } from './tranche-conditions.policy.js';
import type { TrancheRow } from './tranches.repository.js';

/** R72: younger money may still be withdrawn or disputed. */
const YOUNG_DAYS = 14;
/** Postings by which donors' money reaches a project. */
const MONEY_IN = ['L1', 'L7', 'L8', 'L18', 'L23'];
const ACCEPTED_STATES = ['completed', 'in_follow_up', 'closed'];
const PAID_STATES = ['confirmed', 'returned'];

/** What is true of a whole project; the conditions of each of its tranches are read off it. */
export interface ProjectFacts extends StandingReasons {
  readonly agreement: AgreementRow;
  readonly payee: PayeeAccountRow | null;
  readonly payeeActive: boolean;
  readonly completionAccepted: boolean;
  readonly receivedMinor: number;
  readonly spentMinor: number;
  readonly suppliersWithoutMinutes: readonly string[];
  /** What the plan of the agreed tier asks of the authority. */
  readonly laPlannedMinor: number;
  readonly laDecidedMinor: number;
  readonly laEvidencedMinor: number;
  readonly contributionsMinor: number;
  /** Without what is frozen, which is not there to be paid. */
  readonly matchingMinor: number;
  readonly frozenMinor: number;
  /** R56: promised by a fund and not received. */
  readonly awaitedMinor: number;
  readonly youngMinor: number;
  readonly standings: readonly MilestoneStanding[];
  readonly now: Date;
}

@Injectable()
export class ReadTrancheFacts {
  constructor(
    private readonly payees: PayeeAccountsRepository,
    private readonly projects: ProjectsService,
    private readonly ledger: LedgerService,
    private readonly commitments: CommitmentsService,
    private readonly matching: MatchingService,
    private readonly milestones: MilestonesService,
    private readonly procurement: ReadProcurement,
    private readonly reasons: ReadStandingReasons,
    private readonly clock: Clock,
  ) {}

  async read(
    tx: Tx,
    agreement: AgreementRow,
    tranches: readonly TrancheRow[],
  ): Promise<ProjectFacts> {
    const { projectId } = agreement;
    const now = await this.clock.now(tx);
    const project = await this.projects.get(tx, projectId);
    const payee = await this.payees.findVerified(tx, agreement.organisationId);
    const decided = await this.commitments.decidedTotal(tx, projectId);
    const evidenced = await this.commitments.evidencedTotal(tx, projectId);
    const [contributionsMinor = 0, ownMatchingMinor = 0] = await this.ledger.balances(tx, [
      { code: '2100', subjectId: projectId },
      { code: '2110', subjectId: projectId },
    ]);
    const frozenMinor = await this.matching.frozenMinor(tx, projectId);
    const paid = tranches.filter(({ state }) => PAID_STATES.includes(state));
    return {
      agreement,
      payee,
      payeeActive: isActive(payee, now),
      completionAccepted: ACCEPTED_STATES.includes(project.state),
      receivedMinor: paid.reduce((sum, one) => sum + one.amountMinor - one.returnedMinor, 0),
      spentMinor: await this.milestones.spentMinor(tx, projectId),
      suppliersWithoutMinutes: await this.procurement.suppliersWithout(tx, projectId),
      laPlannedMinor: authorityPart(await this.projects.fundingPlan(tx, projectId, agreement.tier)),
      laDecidedMinor: decided.cashMinor + decided.inKindMinor,
      laEvidencedMinor: evidenced.cashMinor + evidenced.inKindMinor,
      contributionsMinor,
      matchingMinor: ownMatchingMinor - frozenMinor,
      frozenMinor,
      awaitedMinor: await this.matching.awaitedMinor(tx, projectId),
      youngMinor: await this.ledger.creditedSince(
        tx,
        { code: '2100', subjectId: projectId },
        { day: firstYoungDay(now), kinds: MONEY_IN },
      ),
      ...(await this.reasons.of(tx, projectId)),
      standings: await this.milestones.standings(tx, projectId),
      now,
    };
  }
}

export function factsOf(
  project: ProjectFacts,
  tranche: TrancheRow,
  tranches: readonly TrancheRow[],
): TrancheFacts {
  const previous = tranches.find(({ number }) => number === tranche.number - 1);
  const milestone = project.standings.find(
    ({ kind, number }) => kind === 'work' && number === tranche.milestoneNumber,
  );
  return {
    isFirst: tranche.number === 1,
    isSecond: tranche.number === 2,
    isLast: tranche.isLast,
    amountMinor: tranche.amountMinor,
    agreementSigned: project.agreement.signedAt !== null,
    procurementPapers: project.agreement.procurementPapersAt !== null,
    payeeActive: project.payeeActive,
    previousConfirmed: previous?.state === 'confirmed',
    milestoneNumber: tranche.milestoneNumber,
    milestoneVerified: milestone !== undefined && ['verified', 'waived'].includes(milestone.state),
    completionAccepted: project.completionAccepted,
    receivedMinor: project.receivedMinor,
    spentMinor: project.spentMinor,
    suppliersWithoutMinutes: project.suppliersWithoutMinutes,
    grantTotalMinor: project.agreement.grantTotalMinor,
    laPlannedMinor: project.laPlannedMinor,
    laDecidedMinor: project.laDecidedMinor,
    laEvidencedMinor: project.laEvidencedMinor,
    heldMinor: project.contributionsMinor + project.matchingMinor,
    matchingMinor: project.matchingMinor,
    awaitedMinor: project.awaitedMinor,
    youngMinor: project.youngMinor,
    donorsAsked: project.donorsAsked,
    isConcerned: project.isConcerned,
  };
}

function authorityPart(
  plan: readonly { readonly source: string; readonly amountMinor: number }[],
): number {
  return plan
    .filter(({ source }) => source === 'la_cash' || source === 'la_in_kind')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** It no longer rests, and Stripe has not taken away what makes it receive. */
function isActive(payee: PayeeAccountRow | null, now: Date): boolean {
  if (payee === null || !payee.isAble) return false;
  return payee.activeFrom !== null && payee.activeFrom <= now;
}

/** The first value date that is younger than 14 days today. */
function firstYoungDay(now: Date): string {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('UTC');
  return today
    .toPlainDate()
    .subtract({ days: YOUNG_DAYS - 1 })
    .toString();
}
