import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { Duties, type DutySource } from '../../platform/duties/duties.js';
import { IN_CHARGE, type OrganisationRecord } from './organisation.record.js';
import { OrganisationsRepository } from './organisations.repository.js';

/** Reviewers check what was handed in; those in charge hand in what is missing. */
@Injectable()
export class OrganisationsDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly organisations: OrganisationsRepository,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    return [...(await this.ofReviewer(tx, actor)), ...(await this.ofMember(tx, actor))];
  }

  private async ofReviewer(tx: Tx, actor: Actor): Promise<DutyView[]> {
    if (!actor.platformRoles.includes('platform_reviewer')) return [];
    const waiting = await this.organisations.listSubmitted(tx);
    return waiting.map((organisation) =>
      duty('duty.organisations.verify', organisation, `/review/organisations/${organisation.id}`),
    );
  }

  private async ofMember(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const own = actor.memberships
      .filter(({ roles }) => roles.some((role) => IN_CHARGE.includes(role)))
      .map(({ organisationId }) => organisationId);
    if (own.length === 0) return [];
    const records = await this.organisations.listByIds(tx, own);
    return records
      .filter(({ state }) => ['unverified', 'info_requested', 'expired'].includes(state))
      .map((organisation) =>
        duty('duty.organisations.hand-in-papers', organisation, pathOf(organisation)),
      );
  }
}

const HOMES: Readonly<Record<OrganisationRecord['kind'], string>> = {
  local_authority: 'authority',
  hta: 'association',
  initiative_group: 'association',
  matching_funder: 'funder',
};

function pathOf({ id, kind }: OrganisationRecord): string {
  return `/${HOMES[kind]}/organisations/${id}`;
}

function duty(kind: string, organisation: OrganisationRecord, path: string): DutyView {
  return {
    kind,
    subjectId: organisation.id,
    title: { ro: organisation.name, en: organisation.name },
    params: { organisation: organisation.name },
    dueAt: null,
    path,
    urgency: 'open',
  };
}
