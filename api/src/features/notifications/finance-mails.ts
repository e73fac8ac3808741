import { Injectable } from '@nestjs/common';
import type { PlatformRole } from '@vatra/shared/policy/roles';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { AccountsService, type Person } from '../accounts/accounts.service.js';
import { PAYOUT_FAILED } from '../disbursements/disbursements.events.js';
import { ProjectsService } from '../projects/projects.service.js';
import { TeamMails } from './team-mails.js';

const FINANCE: readonly PlatformRole[] = ['finance_maker', 'finance_checker'];
const PAYOUT_TEMPLATE = 'finance.payout-failed';

interface FailedPayout {
  readonly projectId: string;
  readonly trancheId: string;
  readonly number: number;
  readonly payoutTry: number;
}

/** To those who move money, when something they had done with comes back: a duty alone waits to be seen. */
@Injectable()
export class FinanceMails {
  constructor(
    events: Events,
    private readonly team: TeamMails,
    private readonly accounts: AccountsService,
    private readonly projects: ProjectsService,
  ) {
    events.on(PAYOUT_FAILED, 'notifications.tell-finance-payout-failed', (tx, fact) =>
      this.tellPayout(tx, fact),
    );
  }

  /** Once for each try: a bank may refuse at once, or days after the money had arrived. */
  private async tellPayout(tx: Tx, fact: FailedPayout): Promise<void> {
    const { projectId, trancheId, number, payoutTry } = fact;
    const { title } = await this.projects.get(tx, projectId);
    await this.team.to(tx, await this.people(tx), {
      eventKey: `${PAYOUT_TEMPLATE}:${trancheId}:${String(payoutTry)}`,
      template: PAYOUT_TEMPLATE,
      path: `/finance/tranches/${trancheId}`,
      words: (locale) => ({ project: title[locale], number }),
    });
  }

  private async people(tx: Tx): Promise<Person[]> {
    const found = new Map<string, Person>();
    for (const role of FINANCE) {
      for (const person of await this.accounts.personsWithRole(tx, role)) {
        found.set(person.id, person);
      }
    }
    return [...found.values()];
  }
}
