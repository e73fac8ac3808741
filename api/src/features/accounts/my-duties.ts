import { Injectable } from '@nestjs/common';
import type { DutyView, MembershipView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import { Duties } from '../../platform/duties/duties.js';
import { AccountsService } from './accounts.service.js';

/** What all features ask of one person, and before that the step without which they cannot act. */
@Injectable()
export class MyDuties {
  constructor(
    private readonly database: Database,
    private readonly duties: Duties,
    private readonly accounts: AccountsService,
  ) {}

  async of(actor: Actor): Promise<DutyView[]> {
    const me = await this.accounts.me(actor);
    const found = await this.database.inTransaction((tx) => this.duties.of(tx, actor));
    const invitations = me.memberships.filter(({ state }) => state === 'invited');
    const own = [...invitations.map(invitationDuty), ...found];
    if (!me.secondFactorNeeded || actor.secondFactor) return own;
    return [secondFactorDuty(me.id, me.secondFactor === 'enrolled'), ...own];
  }
}

function invitationDuty(membership: MembershipView): DutyView {
  const { membershipId, organisationName } = membership;
  return {
    kind: 'duty.accounts.confirm-membership',
    subjectId: membershipId,
    title: { ro: organisationName, en: organisationName },
    params: { organisation: organisationName },
    dueAt: null,
    path: '/desk',
    urgency: 'open',
  };
}

function secondFactorDuty(personId: string, isEnrolled: boolean): DutyView {
  return {
    kind: isEnrolled ? 'duty.accounts.prove-second-factor' : 'duty.accounts.enrol-second-factor',
    subjectId: personId,
    title: null,
    params: {},
    dueAt: null,
    path: '/second-factor',
    urgency: 'soon',
  };
}
