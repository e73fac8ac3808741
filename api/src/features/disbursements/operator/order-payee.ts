import { Injectable } from '@nestjs/common';
import type { OrderKind } from '@vatra/shared/disbursements/operator-money.dto';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { NoPayee, PayeeResting } from '../disbursements.errors.js';
import {
  PayeeAccountsRepository,
  type PayeeAccountRow,
} from '../payees/payee-accounts.repository.js';

/** A grant goes to the authority: of the project it repairs, or of the town whose fund it is (L29). */
@Injectable()
export class OrderPayee {
  constructor(
    private readonly payees: PayeeAccountsRepository,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
  ) {}

  /** Null while the authority has no verified account. */
  async find(tx: Tx, kind: OrderKind, sourceId: string): Promise<PayeeAccountRow | null> {
    const organisationId = await this.authorityOf(tx, kind, sourceId);
    return organisationId === null ? null : this.payees.findVerified(tx, organisationId);
  }

  /** @throws NoPayee, PayeeResting */
  async requireActive(tx: Tx, kind: OrderKind, sourceId: string): Promise<PayeeAccountRow> {
    const payee = await this.find(tx, kind, sourceId);
    // Grants are paid from the client account: an account at Stripe has none to receive them on.
    if (payee?.rail !== 'bank_transfer' || payee.activeFrom === null) throw new NoPayee();
    if (payee.activeFrom > (await this.clock.now(tx))) throw new PayeeResting(payee.activeFrom);
    return payee;
  }

  private async authorityOf(tx: Tx, kind: OrderKind, sourceId: string): Promise<string | null> {
    if (kind === 'repair_grant') return (await this.projects.get(tx, sourceId)).leadOrganisationId;
    const organisations = await this.organisations.ofPlace(tx, sourceId);
    return organisations.find((one) => one.kind === 'local_authority')?.id ?? null;
  }
}
