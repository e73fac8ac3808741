import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import { BANKED_WITHIN_DAYS, SHORT_DAYS_MAX } from '@vatra/shared/contributions/offline-limits';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { isCollecting } from './collecting.policy.js';
import type { SheetRecord } from './offline-sheet.record.js';
import { OfflineSheetsRepository } from './offline-sheets.repository.js';

const DAY_MS = 86_400_000;
const DUTIES_MAX = 20;

interface Asked {
  readonly kind: string;
  readonly dueAt: Date | null;
}

/** Collectors count, sign and carry to the bank; finance looks after what is short. */
@Injectable()
export class OfflineDuties implements DutySource {
  constructor(
    private readonly sheets: OfflineSheetsRepository,
    private readonly campaigns: CampaignsService,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
    duties: Duties,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, actor: Actor): Promise<DutyView[]> {
    const now = await this.clock.now(tx);
    const duties: DutyView[] = [];
    for (const { organisationId, roles } of actor.memberships) {
      if (!roles.includes('hta_board')) continue;
      for (const sheet of await this.sheets.listOfAssociation(tx, organisationId)) {
        const asked = await this.ofCollector(tx, sheet, actor, now);
        if (asked !== null) duties.push(await this.duty(tx, sheet, asked, now));
        if (duties.length >= DUTIES_MAX) return duties;
      }
    }
    return [...duties, ...(await this.ofFinance(tx, actor, now))];
  }

  private async ofCollector(
    tx: Tx,
    sheet: SheetRecord,
    actor: Actor,
    now: Date,
  ): Promise<Asked | null> {
    if (sheet.state === 'recorded') return { kind: 'bank', dueAt: sheet.bankDueAt };
    if (sheet.state === 'short') return { kind: 'pay-missing', dueAt: lastDay(sheet) };
    if (sheet.state !== 'open') return null;
    const campaign = await this.campaigns.get(tx, sheet.campaignId);
    const signed = await this.sheets.signaturesOf(tx, sheet.id);
    const isOwn = signed.some(({ personId }) => personId === actor.personId);
    if (!isCollecting(campaign, now) || isOwn) return null;
    return { kind: signed.length === 0 ? 'fill' : 'sign', dueAt: campaign.endsAt };
  }

  private async ofFinance(tx: Tx, actor: Actor, now: Date): Promise<DutyView[]> {
    if (!actor.platformRoles.some((role) => role.startsWith('finance_'))) return [];
    const duties: DutyView[] = [];
    for (const sheet of (await this.sheets.listOnTheWay(tx)).slice(0, DUTIES_MAX)) {
      const asked = askedOfFinance(sheet, now);
      if (asked !== null) duties.push(await this.duty(tx, sheet, asked, now));
    }
    return duties;
  }

  private async duty(
    tx: Tx,
    sheet: SheetRecord,
    { kind, dueAt }: Asked,
    now: Date,
  ): Promise<DutyView> {
    const { title } = await this.projects.get(tx, sheet.projectId);
    const isFinance = kind.startsWith('finance-');
    return {
      kind: `duty.contributions.sheet-${kind}`,
      subjectId: sheet.id,
      title,
      params: { event: sheet.event },
      dueAt: dueAt?.toISOString() ?? null,
      path: isFinance ? `/finance/offline-sheets/${sheet.id}` : `/association/sheets/${sheet.id}`,
      urgency: urgencyOf(dueAt, now),
    };
  }
}

function askedOfFinance(sheet: SheetRecord, now: Date): Asked | null {
  if (sheet.state === 'short') return { kind: 'finance-short', dueAt: lastDay(sheet) };
  const dueAt = sheet.bankDueAt;
  const isLate = dueAt !== null && now.getTime() > dueAt.getTime() + BANKED_WITHIN_DAYS * DAY_MS;
  return isLate ? { kind: 'finance-late', dueAt } : null;
}

function lastDay({ shortSince }: SheetRecord): Date | null {
  if (shortSince === null) return null;
  return new Date(shortSince.getTime() + SHORT_DAYS_MAX * DAY_MS);
}
