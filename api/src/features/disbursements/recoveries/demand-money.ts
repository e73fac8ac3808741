import { Injectable } from '@nestjs/common';
import type { DemandMoneyDto } from '@vatra/shared/disbursements/recoveries.dto';
import { proportionHalfUp } from '@vatra/shared/money';
import type { Actor } from '../../../platform/actor.js';
import { compareDays, dayFrom, dayOf } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { OwnAuthority, PaymentUnderWay } from '../disbursements.errors.js';
import { RECOVERY_DEMANDED } from '../disbursements.events.js';
import { TranchesRepository } from '../tranches/tranches.repository.js';
import { RecoveriesRepository } from './recoveries.repository.js';
import { RecoveryAmount, RecoveryDay, RecoveryNotPossible } from './recoveries.errors.js';
import { isDemandable } from './recovery.policy.js';
import { demandedPosting } from './recovery-postings.js';
import { WatchRecovery } from './watch-recovery.js';

/** What tranches took out of an account, less what came back (L9, L21). */
const PAID_OUT = ['L9', 'L21'];

/** R58, R82: staff want back what an authority received and misused, or cannot use any more. */
@Injectable()
export class DemandMoney {
  constructor(
    private readonly recoveries: RecoveriesRepository,
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly ledger: LedgerService,
    private readonly watching: WatchRecovery,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /**
   * @throws ProjectMissing, OwnAuthority, RecoveryNotPossible, PaymentUnderWay, RecoveryAmount,
   *   RecoveryDay, RecoveryOpen
   */
  async demand(tx: Tx, actor: Actor, projectId: string, dto: DemandMoneyDto): Promise<void> {
    const { amountMinor, reason, dueOn } = dto;
    await this.agreements.findForUpdate(tx, projectId);
    const {
      state,
      leadOrganisationId: organisationId,
      zone,
    } = await this.projects.get(tx, projectId);
    await this.requireDistance(tx, organisationId, actor);
    if (!isDemandable(state)) throw new RecoveryNotPossible(state);
    const tranches = await this.tranches.listOf(tx, projectId);
    if (tranches.some((tranche) => tranche.state === 'sent')) throw new PaymentUnderWay();
    const paid = await this.paidOut(tx, projectId);
    const paidMinor = paid.giftsMinor + paid.matchingMinor;
    if (amountMinor > paidMinor) throw new RecoveryAmount(paidMinor);
    const now = await this.clock.now(tx);
    if (compareDays(dayFrom(dueOn), dayOf(now, zone)) <= 0) throw new RecoveryDay('/dueOn');
    const recovery = {
      id: newId(),
      projectId,
      organisationId,
      state: 'demanded' as const,
      demandedMinor: amountMinor,
      giftsMinor: proportionHalfUp(amountMinor, paid.giftsMinor, paidMinor),
      recoveredMinor: 0,
      creditedMinor: 0,
      reason,
      note: null,
      dueOn,
      demandedBy: actor.personId ?? '',
      demandedAt: now,
      closedAt: null,
    };
    const { id } = recovery;
    await this.recoveries.insert(tx, recovery);
    await recordBirth(tx, { machine: 'recovery', id, state: 'demanded', actor });
    await this.ledger.post(tx, { ...demandedPosting(recovery), actor });
    await this.watching.plan(tx, recovery, []);
    await this.events.publish(tx, RECOVERY_DEMANDED, { recoveryId: id, projectId });
  }

  /** The most that could be demanded now. */
  async demandable(tx: Tx, projectId: string): Promise<number> {
    const { state } = await this.projects.get(tx, projectId);
    if (!isDemandable(state) || (await this.recoveries.findOpen(tx, projectId)) !== null) return 0;
    const { giftsMinor, matchingMinor } = await this.paidOut(tx, projectId);
    return giftsMinor + matchingMinor;
  }

  private async paidOut(
    tx: Tx,
    subjectId: string,
  ): Promise<{ giftsMinor: number; matchingMinor: number }> {
    const of = (code: string) => this.ledger.paidOutBy(tx, { code, subjectId }, PAID_OUT);
    return { giftsMinor: await of('2100'), matchingMinor: await of('2110') };
  }

  private async requireDistance(
    tx: Tx,
    organisationId: string,
    { personId }: Actor,
  ): Promise<void> {
    const isOwn = await this.organisations.isMemberNow(tx, personId ?? '', organisationId);
    if (isOwn) throw new OwnAuthority();
  }
}
