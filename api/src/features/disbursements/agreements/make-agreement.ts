import { Injectable } from '@nestjs/common';
import type { TierName } from '@vatra/shared/projects/projects.dto';
import { SYSTEM } from '../../../platform/actor.js';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { ProjectsService, type ProjectRecord } from '../../projects/projects.service.js';
import { AGREEMENT_MADE, AGREEMENT_OVERDUE } from '../disbursements.events.js';
import {
  CANCEL_UNSIGNED,
  IDLE_DAYS,
  LOOK_FOR_IDLE,
  REMIND_AGREEMENT,
} from '../disbursements.jobs.js';
import { instructionIdOf } from '../tranches/approving.policy.js';
import { tranchePlan } from '../tranches/tranche-plan.policy.js';
import { TranchesRepository } from '../tranches/tranches.repository.js';
import { AGREEMENT_TEXT_VERSION } from './agreement-text.js';
import { AgreementWording } from './agreement-wording.js';
import { AgreementsRepository } from './agreements.repository.js';
import { GrantMoney } from './grant-money.js';

/** Domain 3.5: 45 days to sign, then 15 days of notice. */
const SIGN_DAYS = 45;
const NOTICE_DAYS = 15;

/** From the settled campaign to an agreement both parties can read, and its end when nobody signs. */
@Injectable()
export class MakeAgreement {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly projects: ProjectsService,
    private readonly wording: AgreementWording,
    private readonly money: GrantMoney,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {}

  /**
   * R59 to R61: what lies in the project's fund at settlement is the grant. False when nothing does: of
   * nothing there is no agreement.
   */
  async make(tx: Tx, projectId: string): Promise<boolean> {
    const grantTotalMinor = await this.money.heldMinor(tx, projectId);
    if (grantTotalMinor <= 0) return false;
    const project = await this.projects.get(tx, projectId);
    // R76: the rate of the plan, as it stands today, becomes the agreement's.
    const planningRate = await this.projects.planningRateOf(tx, projectId);
    const tranches = tranchePlan(grantTotalMinor);
    const tier = tierReached(project, grantTotalMinor);
    const now = await this.clock.now(tx);
    const dueAt = addDays(now, SIGN_DAYS, project.zone);
    await this.agreements.insert(tx, {
      projectId,
      organisationId: project.leadOrganisationId,
      textVersion: AGREEMENT_TEXT_VERSION,
      text: await this.wording.of(tx, {
        ...{ projectId, tier, grantTotalMinor, planningRate },
        ...{ mode: 'SEND_EUR', reserveMinor: 0 },
        tranches: tranches.map((part) => ({ ...part, targetMdlMinor: null })),
      }),
      planningRate,
      tier,
      grantTotalMinor,
      madeAt: now,
      dueAt,
    });
    for (const planned of tranches) {
      const id = newId();
      await this.tranches.insert(tx, {
        ...planned,
        id,
        projectId,
        instructionId: instructionIdOf(id),
      });
      await recordBirth(tx, { machine: 'tranche', id, state: 'planned', actor: SYSTEM });
    }
    await this.projects.markAgreementPending(tx, projectId, SYSTEM);
    await this.jobs.schedule(tx, REMIND_AGREEMENT, projectId, dueAt);
    const idleAt = addDays(now, IDLE_DAYS, project.zone);
    await this.jobs.schedule(tx, LOOK_FOR_IDLE, projectId, idleAt);
    await this.events.publish(tx, AGREEMENT_MADE, { projectId });
    return true;
  }

  /** 45 days are over: both parties are told, and 15 days of notice begin. */
  async remind(tx: Tx, projectId: string): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null || agreement.signedAt !== null || agreement.cancelledAt !== null) return;
    const { zone } = await this.projects.get(tx, projectId);
    const now = await this.clock.now(tx);
    await this.agreements.setReminded(tx, projectId, now);
    await this.jobs.schedule(tx, CANCEL_UNSIGNED, projectId, addDays(now, NOTICE_DAYS, zone));
    await this.events.publish(tx, AGREEMENT_OVERDUE, { projectId });
  }
}

/** The scope the money is enough for. */
function tierReached(project: ProjectRecord, grantTotalMinor: number): TierName {
  const optimum = project.tiers.find(({ tier }) => tier === 'optimum');
  return optimum !== undefined && grantTotalMinor >= optimum.campaignMinor ? 'optimum' : 'minimum';
}
