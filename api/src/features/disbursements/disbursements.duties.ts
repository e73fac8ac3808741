import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { OrganisationRole } from '@vatra/shared/policy/roles';
import type { Actor } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Duties, type DutySource } from '../../platform/duties/duties.js';
import { urgencyOf } from '../../platform/duties/urgency.js';
import { ProjectsService } from '../projects/projects.service.js';
import { AgreementsRepository, type AgreementRow } from './agreements/agreements.repository.js';
import { FinanceDuties } from './finance.duties.js';
import { PayeeAccountsRepository } from './payees/payee-accounts.repository.js';
import { TranchesRepository, type TrancheRow } from './tranches/tranches.repository.js';

const PROJECTS_MAX = 50;
/** Conditions of a tranche that the authority itself can meet, with the page where it does. */
const OWN_CONDITIONS: Readonly<Record<string, { kind: string; page: string }>> = {
  'procurement-papers': { kind: 'add-procurement-papers', page: 'agreement' },
  'procurement-minutes': { kind: 'add-procurement-minutes', page: 'agreement' },
  'spending-report': { kind: 'report-spending', page: 'spending' },
  'la-share-evidenced': { kind: 'evidence-share', page: 'commitment' },
  'la-share-complete': { kind: 'evidence-share', page: 'commitment' },
};

/** What the authority and the administrator have to do so that money can flow. */
@Injectable()
export class DisbursementDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly finance: FinanceDuties,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly agreements: AgreementsRepository,
    private readonly payees: PayeeAccountsRepository,
    private readonly tranches: TranchesRepository,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const now = await this.clock.now(tx);
    return [
      ...(await this.ofAdministrator(tx, actor, now)),
      ...(await this.toAddPayee(tx, actor)),
      ...(await this.ofAuthority(tx, actor, now)),
      ...(await this.finance.of(tx, actor, now)),
    ];
  }

  private async ofAdministrator(tx: Tx, actor: Actor, now: Date): Promise<DutyView[]> {
    if (!actor.platformRoles.includes('administrator')) return [];
    const unsigned = await this.agreements.listUnsigned(tx);
    const ids = unsigned.map(({ projectId }) => projectId);
    const signatures = await this.agreements.signaturesOf(tx, ids);
    const signed = new Set(
      signatures.flatMap(({ party, projectId }) => (party === 'operator' ? [projectId] : [])),
    );
    const duties: DutyView[] = [];
    for (const agreement of unsigned.filter(({ projectId }) => !signed.has(projectId))) {
      const path = `/admin/agreements/${agreement.projectId}`;
      duties.push(await this.signDuty(tx, agreement, path, now));
    }
    return duties;
  }

  /** An authority that asks for money needs an account to receive it. */
  private async toAddPayee(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const duties: DutyView[] = [];
    for (const organisationId of organisationsOf(actor, ['la_mayor', 'la_accountant'])) {
      const known = await this.payees.listOf(tx, organisationId);
      if (known.some(({ state }) => state === 'offered' || state === 'verified')) continue;
      const [project] = await this.projects.listInStates(
        tx,
        [organisationId],
        ['submitted', 'seeking_endorsement', 'ready', 'campaigning'],
        1,
      );
      if (project === undefined) continue;
      duties.push({
        kind: 'duty.disbursements.add-payee',
        subjectId: organisationId,
        title: project.title,
        params: {},
        dueAt: null,
        path: `/authority/organisations/${organisationId}`,
        urgency: 'open',
      });
    }
    return duties;
  }

  private async ofAuthority(tx: Tx, actor: Actor, now: Date): Promise<DutyView[]> {
    const roles = ['la_focal_point', 'la_mayor', 'la_accountant'] as const;
    const organisationIds = organisationsOf(actor, roles);
    if (organisationIds.length === 0) return [];
    const agreements = await this.agreements.listOfOrganisations(tx, organisationIds);
    const mayorOf = organisationsOf(actor, ['la_mayor']);
    const duties: DutyView[] = [];
    for (const agreement of agreements.slice(0, PROJECTS_MAX)) {
      const isMayor = mayorOf.includes(agreement.organisationId);
      if (isMayor && (await this.lacksMayor(tx, agreement))) {
        const path = `/authority/projects/${agreement.projectId}/agreement`;
        duties.push(await this.signDuty(tx, agreement, path, now));
      }
      duties.push(...(await this.ownConditions(tx, agreement)));
    }
    return duties;
  }

  private async lacksMayor(tx: Tx, agreement: AgreementRow): Promise<boolean> {
    if (agreement.signedAt !== null) return false;
    const signatures = await this.agreements.signaturesOf(tx, [agreement.projectId]);
    return !signatures.some(({ party }) => party === 'local_authority');
  }

  /** What holds back the next tranche and is in the authority's own hands. */
  private async ownConditions(tx: Tx, agreement: AgreementRow): Promise<DutyView[]> {
    const tranches = await this.tranches.listOf(tx, agreement.projectId);
    const next = tranches.find(({ state }) => state !== 'confirmed');
    if (next?.state !== 'planned') return [];
    const { title } = await this.projects.get(tx, agreement.projectId);
    return next.conditions.flatMap(({ code, met }) => {
      const own = OWN_CONDITIONS[code];
      if (met || own === undefined || !isTimely(next, code)) return [];
      return [
        {
          kind: `duty.disbursements.${own.kind}`,
          subjectId: agreement.projectId,
          title,
          params: { tranche: next.number },
          dueAt: null,
          path: `/authority/projects/${agreement.projectId}/${own.page}`,
          urgency: 'open' as const,
        },
      ];
    });
  }

  private async signDuty(
    tx: Tx,
    agreement: AgreementRow,
    path: string,
    now: Date,
  ): Promise<DutyView> {
    const { title } = await this.projects.get(tx, agreement.projectId);
    return {
      kind: 'duty.disbursements.sign-agreement',
      subjectId: agreement.projectId,
      title,
      params: {},
      dueAt: agreement.dueAt.toISOString(),
      path,
      urgency: urgencyOf(agreement.dueAt, now),
    };
  }
}

/** The authority's share is asked for when the work is done, not before the first tranche is spent. */
function isTimely(tranche: TrancheRow, code: string): boolean {
  if (code !== 'la-share-complete') return true;
  return tranche.conditions.some((one) => one.code === 'previous-tranche' && one.met);
}

function organisationsOf(actor: Actor, wanted: readonly OrganisationRole[]): string[] {
  return actor.memberships
    .filter(({ roles }) => wanted.some((role) => roles.includes(role)))
    .map(({ organisationId }) => organisationId);
}
