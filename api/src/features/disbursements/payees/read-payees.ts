import { Injectable } from '@nestjs/common';
import type { PayeeAccountView } from '@vatra/shared/disbursements/disbursements.views';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { PayeeMissing } from '../disbursements.errors.js';
import { PayeeAccountsRepository, type PayeeAccountRow } from './payee-accounts.repository.js';
import { payeeView } from './payee.presenter.js';

const STAFF_ROLES = ['platform_reviewer', 'finance_maker', 'finance_checker', 'auditor'] as const;
const AUTHORITY_ROLES = ['la_focal_point', 'la_mayor', 'la_accountant'] as const;

@Injectable()
export class ReadPayees {
  constructor(
    private readonly payees: PayeeAccountsRepository,
    private readonly organisations: OrganisationsService,
  ) {}

  /** The authority's own people and staff; others are refused. */
  async of(tx: Tx, actor: Actor, organisationId: string): Promise<PayeeAccountView[]> {
    const isStaff = STAFF_ROLES.some((role) => actor.platformRoles.includes(role));
    if (!isStaff) this.organisations.requireRole(actor, organisationId, AUTHORITY_ROLES);
    return this.views(tx, await this.payees.listOf(tx, organisationId));
  }

  async get(tx: Tx, id: string): Promise<PayeeAccountView> {
    const row = await this.payees.find(tx, id);
    const [view] = row === null ? [] : await this.views(tx, [row]);
    if (view === undefined) throw new PayeeMissing();
    return view;
  }

  async queue(tx: Tx): Promise<PayeeAccountView[]> {
    return this.views(tx, await this.payees.listOffered(tx));
  }

  private async views(tx: Tx, rows: readonly PayeeAccountRow[]): Promise<PayeeAccountView[]> {
    const ids = [...new Set(rows.map(({ organisationId }) => organisationId))];
    const cards = await this.organisations.cardsOf(tx, ids);
    return rows.map((row) => {
      const organisationName = cards.get(row.organisationId)?.name ?? null;
      return payeeView(row, { letter: true, organisationName });
    });
  }
}
