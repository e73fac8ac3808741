import { Injectable } from '@nestjs/common';
import type {
  ProcurementPapersDto,
  SignAgreementDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { EndorsementsService } from '../../endorsements/endorsements.service.js';
import { FilesService } from '../../files/files.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import {
  AgreementClosed,
  AgreementMissing,
  AlreadySigned,
  NotYourSignature,
  OtherTextVersion,
} from '../disbursements.errors.js';
import { AGREEMENT_SIGNED } from '../disbursements.events.js';
import { CANCEL_UNSIGNED, REMIND_AGREEMENT } from '../disbursements.jobs.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import {
  AgreementsRepository,
  type AgreementRow,
  type SignatureRow,
} from './agreements.repository.js';

/** R58: the mayor signs for the authority, an administrator for the operator, a board as witness. */
@Injectable()
export class SignAgreement {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly checks: CheckTranches,
    private readonly organisations: OrganisationsService,
    private readonly endorsements: EndorsementsService,
    private readonly files: FilesService,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {}

  /** @throws AgreementMissing, AgreementClosed, NotYourSignature, OtherTextVersion, AlreadySigned */
  async sign(tx: Tx, actor: Actor, projectId: string, dto: SignAgreementDto): Promise<void> {
    const agreement = await this.open(tx, projectId);
    const organisationId = await this.organisationOf(tx, actor, agreement, dto.party);
    if (dto.textVersion !== agreement.textVersion) {
      throw new OtherTextVersion(agreement.textVersion);
    }
    const signatures = await this.agreements.signaturesOf(tx, [projectId]);
    const signature: SignatureRow = {
      projectId,
      party: dto.party,
      organisationId,
      personId: actor.personId ?? '',
      textVersion: dto.textVersion,
      signedAt: await this.clock.now(tx),
    };
    if (signatures.some((earlier) => clash(earlier, signature))) throw new AlreadySigned();
    await this.agreements.addSignature(tx, signature);
    await this.complete(tx, agreement, [...signatures, signature]);
  }

  /** R65: what the first tranche needs from the authority besides signature and account. */
  async addProcurementPapers(
    tx: Tx,
    actor: Actor,
    projectId: string,
    dto: ProcurementPapersDto,
  ): Promise<void> {
    const agreement = await this.open(tx, projectId);
    const roles = ['la_focal_point', 'la_mayor', 'la_accountant'] as const;
    this.organisations.requireRole(actor, agreement.organisationId, roles);
    const fileIds = [dto.planFileId, dto.conflictDeclarationsFileId];
    await this.files.requireUsable(tx, fileIds, {
      purpose: 'document',
      uploadedBy: actor.personId,
    });
    const at = await this.clock.now(tx);
    await this.agreements.setProcurementPapers(tx, projectId, { ...dto, by: actor.personId, at });
    await this.checks.check(tx, projectId);
  }

  private async open(tx: Tx, projectId: string): Promise<AgreementRow> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null) throw new AgreementMissing();
    if (agreement.cancelledAt !== null) throw new AgreementClosed();
    return agreement;
  }

  /** @throws NotYourSignature, or the refusal of a role the person does not hold */
  private async organisationOf(
    tx: Tx,
    actor: Actor,
    agreement: AgreementRow,
    party: SignAgreementDto['party'],
  ): Promise<string | null> {
    if (party === 'operator') {
      const isOfAuthority = await this.isMember(tx, actor, agreement.organisationId);
      const isOperator = actor.platformRoles.includes('administrator');
      if (!isOperator || isOfAuthority) throw new NotYourSignature();
      return null;
    }
    if (party === 'local_authority') {
      this.organisations.requireRole(actor, agreement.organisationId, ['la_mayor']);
      return agreement.organisationId;
    }
    const endorsements = await this.endorsements.listOf(tx, agreement.projectId);
    const witness = endorsements.find(
      ({ state, association }) =>
        state === 'active' && this.organisations.hasRole(actor, association.id, ['hta_board']),
    );
    if (witness === undefined) throw new NotYourSignature();
    return witness.association.id;
  }

  private isMember(tx: Tx, actor: Actor, organisationId: string): Promise<boolean> {
    return this.organisations.isMemberNow(tx, actor.personId ?? '', organisationId);
  }

  private async complete(
    tx: Tx,
    agreement: AgreementRow,
    signatures: readonly SignatureRow[],
  ): Promise<void> {
    const { projectId } = agreement;
    const parties = new Set(signatures.map(({ party }) => party));
    const isWhole = parties.has('local_authority') && parties.has('operator');
    if (agreement.signedAt !== null || !isWhole) return;
    await this.agreements.setSigned(tx, projectId, await this.clock.now(tx));
    await this.jobs.cancel(tx, REMIND_AGREEMENT, projectId);
    await this.jobs.cancel(tx, CANCEL_UNSIGNED, projectId);
    await this.events.publish(tx, AGREEMENT_SIGNED, { projectId });
    await this.checks.check(tx, projectId);
  }
}

/** Each party signs once, each association once, and nobody signs for two of them. */
function clash(earlier: SignatureRow, signature: SignatureRow): boolean {
  if (earlier.personId === signature.personId) return true;
  if (earlier.party !== signature.party) return false;
  return signature.party !== 'association' || earlier.organisationId === signature.organisationId;
}
