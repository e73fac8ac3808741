import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { CLAIM_UNCLAIMED } from '../contributions.events.js';
import { DonorsRepository } from '../donors.repository.js';
import { unclaimedOverPosting } from '../postings.js';
import { FinishRefund } from '../refunds/finish-refund.js';
import type { ClaimRecord } from './claim.record.js';
import { ClaimsRepository } from './claims.repository.js';
import { END_ASKING, END_CLAIM } from './claims.jobs.js';
import { KeepClaims } from './keep-claims.js';

/** R47: how long money that nobody has named an account for stays its donor's. */
const UNCLAIMED_MONTHS = 12;

/** What silence does to money that is owed to a donor: unclaimed, then the hometown's. */
@Injectable()
export class EndClaims {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly keeping: KeepClaims,
    private readonly finishing: FinishRefund,
    private readonly donors: DonorsRepository,
    private readonly projects: ProjectsService,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {
    this.jobs.on(END_ASKING, (tx, id) => this.endAsking(tx, id));
    this.jobs.on(END_CLAIM, (tx, id) => this.endClaim(tx, id));
  }

  private async endAsking(tx: Tx, id: string): Promise<void> {
    const claim = await this.keeping.lock(tx, id);
    if (claim?.state !== 'asked') return;
    // It never left: only now is it known that it cannot go back.
    if (claim.owedIn === '2130') {
      await this.finishing.unanswered(tx, id);
      await this.claims.setUnclaimedMoney(tx, id);
    }
    const until = await this.unclaimedUntil(tx, claim);
    await this.claims.setUnclaimedUntil(tx, id, until);
    const move = { machine: 'refund_claim', id, from: 'asked', to: 'unclaimed' } as const;
    await moveState(tx, { ...move, actor: SYSTEM });
    await this.keeping.moveGift(tx, claim, { from: 'refunded', to: 'unclaimed' });
    await this.jobs.schedule(tx, END_CLAIM, id, until);
    await this.events.publish(tx, CLAIM_UNCLAIMED, await this.keeping.factOf(tx, claim));
  }

  /** Ruling 26: of whom no address was ever given, nobody comes back to ask for it. */
  private async unclaimedUntil(tx: Tx, { contributionId }: ClaimRecord): Promise<Date> {
    const until = new Date(await this.clock.now(tx));
    const { emailHash } = await this.donors.get(tx, contributionId);
    if (emailHash !== null) until.setUTCMonth(until.getUTCMonth() + UNCLAIMED_MONTHS);
    return until;
  }

  /** L19, the end: it serves the same hometown. */
  private async endClaim(tx: Tx, id: string): Promise<void> {
    const claim = await this.keeping.lock(tx, id);
    if (claim?.state !== 'unclaimed') return;
    const { placeId } = await this.projects.get(tx, claim.projectId);
    await this.ledger.post(tx, unclaimedOverPosting(claim, placeId));
    const move = { machine: 'refund_claim', id, from: 'unclaimed', to: 'forfeited' } as const;
    await moveState(tx, { ...move, actor: SYSTEM });
    await this.keeping.moveGift(tx, claim, { from: 'unclaimed', to: 'to_hometown_fund' });
  }
}
