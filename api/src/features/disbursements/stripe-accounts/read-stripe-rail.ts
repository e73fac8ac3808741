import { Injectable } from '@nestjs/common';
import { takesStripeTransfers } from '@vatra/shared/disbursements/rail-countries';
import type {
  ConnectedAccountView,
  StripeRailView,
} from '@vatra/shared/disbursements/stripe-rail.views';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
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
    private readonly clock: Clock,
  ) {}

  /** The authority's own people and staff; others are refused. */
  async of(tx: Tx, actor: Actor, organisationId: string): Promise<StripeRailView> {
    const isStaff = STAFF_ROLES.some((role) => actor.platformRoles.includes(role));
    if (!isStaff) this.organisations.requireRole(actor, organisationId, AUTHORITY_ROLES);
    const { country, kind } = await this.organisations.getCard(tx, organisationId);
    const row = await this.connected.newestOf(tx, organisationId);
    return {
      isOffered: kind === 'local_authority' && takesStripeTransfers(country),
      account: row === null ? null : viewOf(row, await this.pageFor(tx, actor, row)),
    };
  }

  /** A page whose time is over leads nowhere; whoever needs one asks for another. */
  private async pageFor(
    tx: Tx,
    actor: Actor,
    { organisationId, linkUrl: url, linkExpiresAt: until }: ConnectedAccountRow,
  ): Promise<ConnectedAccountView['onboarding']> {
    if (url === null || until === null || !mayOnboard(actor, organisationId)) return null;
    const isOver = until <= (await this.clock.now(tx));
    return isOver ? null : { url, expiresAt: until.toISOString() };
  }
}

function mayOnboard({ memberships }: Actor, organisationId: string): boolean {
  return memberships.some(
    (one) =>
      one.organisationId === organisationId &&
      ONBOARDING_ROLES.some((role) => one.roles.includes(role)),
  );
}

function viewOf(
  row: ConnectedAccountRow,
  onboarding: ConnectedAccountView['onboarding'],
): ConnectedAccountView {
  const { organisationId, country, standing, wanted } = row;
  return {
    organisationId,
    country,
    standing,
    wanted,
    startedAt: row.startedAt.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
    onboarding,
  };
}
