import { Injectable } from '@nestjs/common';
import type { PrepareTrancheDto } from '@vatra/shared/disbursements/disbursements.dto';
import type { Actor } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import {
  ConditionsNotMet,
  NoPayee,
  PayeeNotAble,
  PayeeResting,
  WrongAmount,
} from '../disbursements.errors.js';
import { TRANCHE_PREPARED } from '../disbursements.events.js';
import { PriceTranche } from '../exchange/price-tranche.js';
import type { PayeeAccountRow } from '../payees/payee-accounts.repository.js';
import { approvalsNeeded, changedRecently, contentHash } from './approving.policy.js';
import { ApprovalsRepository } from './approvals.repository.js';
import { contentOf, OpenTranche, type TrancheAtWork } from './open-tranche.js';
import { TranchesRepository } from './tranches.repository.js';

/** The maker's step (R73): says what is to be paid to whom, and binds it into a hash. */
@Injectable()
export class PrepareTranche {
  constructor(
    private readonly opener: OpenTranche,
    private readonly pricing: PriceTranche,
    private readonly tranches: TranchesRepository,
    private readonly approvals: ApprovalsRepository,
    private readonly events: Events,
  ) {}

  /** @throws TrancheMissing, ReviewedProject, OwnAuthority, ProjectStopped, WrongAmount, NoPayee, PayeeResting, ConditionsNotMet, and as PriceTranche */
  async prepare(tx: Tx, actor: Actor, id: string, dto: PrepareTrancheDto): Promise<void> {
    const found = await this.opener.forUpdate(tx, id);
    await this.opener.requireDistance(tx, found.tranche.projectId, actor);
    await this.opener.requireNotStopped(tx, found.tranche.projectId);
    const work = await this.pricing.price(tx, found, dto);
    const { tranche, facts } = work;
    if (dto.amountMinor !== tranche.amountMinor) throw new WrongAmount();
    const payee = requireActivePayee(work);
    requireConditions(work);
    const attempt = tranche.attempt + 1;
    await this.approvals.addPreparation(tx, {
      trancheId: id,
      attempt,
      amountMinor: tranche.amountMinor,
      payeeAccountId: payee.id,
      contentHash: contentHash(contentOf({ ...tranche, attempt }, payee)),
      approvalsNeeded: approvalsNeeded(tranche.amountMinor, changedRecently(payee, facts.now)),
      preparedBy: actor.personId ?? '',
      preparedAt: facts.now,
      targetMdlMinor: tranche.targetMdlMinor,
      rateE4: dto.rateE4 ?? null,
    });
    await this.tranches.setAttempt(tx, id, attempt);
    await moveState(tx, { machine: 'tranche', id, from: tranche.state, to: 'prepared', actor });
    const { projectId, number } = tranche;
    await this.events.publish(tx, TRANCHE_PREPARED, { trancheId: id, projectId, number });
  }
}

/** @throws NoPayee, PayeeNotAble, PayeeResting */
export function requireActivePayee({ facts }: TrancheAtWork): PayeeAccountRow {
  const { payee, now } = facts;
  if (payee === null || payee.activeFrom === null) throw new NoPayee();
  if (!payee.isAble) throw new PayeeNotAble();
  if (payee.activeFrom > now) throw new PayeeResting(payee.activeFrom);
  return payee;
}

/** @throws ConditionsNotMet naming every rule that is not met, also for a tranche still planned */
function requireConditions({ tranche, conditions }: TrancheAtWork): void {
  const unmet = conditions.filter(({ met }) => !met).map(({ rule, code }) => `${rule} ${code}`);
  const isOpen = tranche.state === 'conditions_met' || tranche.state === 'failed';
  if (unmet.length > 0) throw new ConditionsNotMet(unmet);
  if (!isOpen) throw new ConditionsNotMet([tranche.state]);
}
