import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { PaymentsService, type KeptLine } from '../../payments/payments.service.js';
import { OwnAuthority } from '../disbursements.errors.js';
import { CreditRecovery } from './credit-recovery.js';
import { LockRecovery } from './lock-recovery.js';
import { RecoveriesRepository } from './recoveries.repository.js';
import { RecoveryLine } from './recoveries.errors.js';
import { receivedPosting } from './recovery-postings.js';
import { openMinorOf, type RecoveryRecord } from './recovery.record.js';

/** L21: money of the authority is there by the bank's word, and finance says what it is. */
@Injectable()
export class ReceiveRecovery {
  constructor(
    private readonly recoveries: RecoveriesRepository,
    private readonly locking: LockRecovery,
    private readonly crediting: CreditRecovery,
    private readonly payments: PaymentsService,
    private readonly organisations: OrganisationsService,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  /** @throws RecoveryMissing, RecoveryClosed, OwnAuthority, RecoveryLine */
  async receive(tx: Tx, actor: Actor, id: string, bankLineId: string): Promise<void> {
    const before = await this.locking.open(tx, id);
    const { organisationId } = before;
    if (await this.organisations.isMemberNow(tx, actor.personId ?? '', organisationId)) {
      throw new OwnAuthority();
    }
    const line = await this.lineOf(tx, before, bankLineId);
    const match = { lineId: line.id, kind: 'recovery', subjectId: id };
    if (!(await this.payments.explainLine(tx, match))) throw new RecoveryLine(openMinorOf(before));
    await this.ledger.post(tx, { ...receivedPosting(before, line), actor });
    await this.recoveries.addRecovered(tx, id, line.amountMinor);
    const recovery = { ...before, recoveredMinor: before.recoveredMinor + line.amountMinor };
    if (openMinorOf(recovery) === 0) await this.end(tx, actor, recovery);
    else await this.goOn(tx, actor, recovery);
  }

  private async end(tx: Tx, actor: Actor, recovery: RecoveryRecord): Promise<void> {
    const { id, state: from } = recovery;
    await this.recoveries.setClosed(tx, id, await this.clock.now(tx));
    await moveState(tx, { machine: 'recovery', id, from, to: 'recovered', actor });
    await this.crediting.run(tx, recovery);
  }

  /** A part of it: a plan, or a case that others look into, goes on as it was. */
  private async goOn(tx: Tx, actor: Actor, { id, state: from }: RecoveryRecord): Promise<void> {
    if (from !== 'demanded' && from !== 'disputed') return;
    await moveState(tx, { machine: 'recovery', id, from, to: 'recovered_partly', actor });
  }

  private async lineOf(tx: Tx, recovery: RecoveryRecord, id: string): Promise<KeptLine> {
    const openMinor = openMinorOf(recovery);
    const line = (await this.payments.linesByIds(tx, [id])).get(id);
    const isFitting = line?.direction === 'in' && line.amountMinor <= openMinor;
    if (line === undefined || line.isMatched || !isFitting) throw new RecoveryLine(openMinor);
    return line;
  }
}
