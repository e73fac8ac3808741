import { Injectable } from '@nestjs/common';
import type { SpendingReportDto } from '@vatra/shared/milestones/milestones.dto';
import type { Actor } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { CountInvoices } from './count-invoices.js';
import { SpendingNotOpen } from './milestones.errors.js';
import { SPENDING_REPORTED } from './milestones.events.js';

const SPENDING_STATES = ['implementing', 'completion_reported'];
const REPORTERS = ['la_focal_point', 'la_mayor', 'la_accountant'] as const;

/** R64: the authority shows with invoices what it did with the money so far. */
@Injectable()
export class ReportSpending {
  constructor(
    private readonly invoices: CountInvoices,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** @throws SpendingNotOpen, InvoicesKnown, InvoiceInFuture */
  async report(tx: Tx, actor: Actor, projectId: string, dto: SpendingReportDto): Promise<void> {
    const project = await this.projects.get(tx, projectId);
    this.organisations.requireRole(actor, project.leadOrganisationId, REPORTERS);
    if (!SPENDING_STATES.includes(project.state)) throw new SpendingNotOpen(project.state);
    const now = await this.clock.now(tx);
    const { invoices } = dto;
    await this.invoices.add(tx, { projectId, milestone: null, invoices, actor, now });
    await this.events.publish(tx, SPENDING_REPORTED, { projectId });
  }
}
