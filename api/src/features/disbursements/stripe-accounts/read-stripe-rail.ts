import { Injectable } from '@nestjs/common';
import { takesStripeTransfers } from '@vatra/shared/disbursements/rail-countries';
import type {
  ConnectedAccountView,
  StripeRailView,
} from '@vatra/shared/disbursements/stripe-rail.views';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import {
  ConnectedAccountsRepository,
  type ConnectedAccountRow,
} from './connected-accounts.repository.js';

const STAFF_ROLES = ['platform_reviewer', 'finance_maker', 'finance_checker', 'auditor'] as const;
const AUTHORITY_ROLES = ['la_focal_point', 'la_mayor', 'la_accountant'] as const;
/** Who may open Stripe's page: it asks for the authority's papers and its bank account. */
const ONBOARDING_ROLES = ['la_mayor', 'la_accountant'] as const;

@Injectable()
export class ReadStripeRail {
  constructor(
    private readonly connected: ConnectedAccountsRepository,
    private readonly organisations: OrganisationsService,
  ) {}

  /** The authority's own people and staff; others are refused. */
  async of(tx: Tx, actor: Actor, organisationId: string): Promise<StripeRailView> {
    const isStaff = STAFF_ROLES.some((role) => actor.platformRoles.includes(role));
    if (!isStaff) this.organisations.requireRole(actor, organisationId, AUTHORITY_ROLES);
    const { country, kind } = await this.organisations.getCard(tx, organisationId);
    const row = await this.connected.newestOf(tx, organisationId);
    return {
      isOffered: kind === 'local_authority' && takesStripeTransfers(country),
      account: row === null ? null : viewOf(row, mayOnboard(actor, organisationId)),
    };
  }
}

function mayOnboard({ memberships }: Actor, organisationId: string): boolean {
  return memberships.some(
    (one) =>
      one.organisationId === organisationId &&
      ONBOARDING_ROLES.some((role) => one.roles.includes(role)),
  );
}

function viewOf(row: ConnectedAccountRow, isShown: boolean): ConnectedAccountView {
  const { organisationId, country, standing, wanted, linkUrl, linkExpiresAt } = row;
  const isThere = isShown && linkUrl !== null && linkExpiresAt !== null;
  return {
    organisationId,
    country,
    standing,
    wanted,
    startedAt: row.startedAt.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
    onboarding: isThere ? { url: linkUrl, expiresAt: linkExpiresAt.toISOString() } : null,
  };
}
