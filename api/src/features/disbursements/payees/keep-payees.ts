import { Injectable } from '@nestjs/common';
import type {
  AddPayeeAccountDto,
  VerifyPayeeAccountDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import type { Actor } from '../../../platform/actor.js';
import { IbanSeal } from '../../../platform/bank/iban-seal.js';
import { maskIban } from '../../../platform/bank/iban.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { FilesService } from '../../files/files.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import {
  NotALocalAuthority,
  OwnAuthority,
  PayeeKnown,
  PayeeMissing,
  PayeeNotOffered,
  PayeeWaiting,
} from '../disbursements.errors.js';
import { PAYEE_REFUSED, PAYEE_VERIFIED } from '../disbursements.events.js';
import { CHANGED_PAYEE_REST_HOURS } from '../tranches/approving.policy.js';
import { PayeeAccountsRepository, type PayeeAccountRow } from './payee-accounts.repository.js';

const MS_PER_HOUR = 3_600_000;

/** The account an authority is paid on: offered by it, verified by finance against the bank's letter. */
@Injectable()
export class KeepPayees {
  constructor(
    private readonly payees: PayeeAccountsRepository,
    private readonly seal: IbanSeal,
    private readonly organisations: OrganisationsService,
    private readonly projects: ProjectsService,
    private readonly files: FilesService,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** @throws NotALocalAuthority, PayeeWaiting, PayeeKnown */
  async add(
    tx: Tx,
    actor: Actor,
    organisationId: string,
    dto: AddPayeeAccountDto,
  ): Promise<string> {
    await this.requireMayOffer(tx, actor, organisationId);
    const fingerprint = this.seal.fingerprint(dto.iban);
    await this.requireNew(tx, organisationId, { fingerprint, holder: dto.holder });
    await this.files.requireUsable(tx, [dto.bankLetterFileId], {
      purpose: 'bank-letter',
      uploadedBy: actor.personId,
    });
    return this.offer(tx, actor, {
      organisationId,
      ibanSealed: this.seal.seal(dto.iban),
      ibanMasked: maskIban(dto.iban),
      ibanFingerprint: fingerprint,
      holder: dto.holder.trim(),
      kind: dto.kind,
      bankLetterFileId: dto.bankLetterFileId,
      rail: 'bank_transfer',
      stripeAccountId: null,
    });
  }

  /** An account at Stripe that can receive; finance decides about it as about any other. @throws PayeeWaiting, PayeeKnown */
  async addAtStripe(
    tx: Tx,
    actor: Actor,
    account: { organisationId: string; stripeAccountId: string; country: string; holder: string },
  ): Promise<string> {
    const { organisationId, stripeAccountId, country, holder } = account;
    await this.requireMayOffer(tx, actor, organisationId);
    const fingerprint = this.seal.fingerprint(stripeAccountId);
    await this.requireNew(tx, organisationId, { fingerprint, holder });
    return this.offer(tx, actor, {
      organisationId,
      ibanSealed: null,
      ibanMasked: maskIban(`${country}${stripeAccountId}`),
      ibanFingerprint: fingerprint,
      holder,
      kind: 'stripe',
      bankLetterFileId: null,
      rail: 'stripe_transfer',
      stripeAccountId,
    });
  }

  /** @throws NotALocalAuthority */
  async requireMayOffer(tx: Tx, actor: Actor, organisationId: string): Promise<void> {
    this.organisations.requireRole(actor, organisationId, ['la_mayor', 'la_accountant']);
    const organisation = await this.organisations.getCard(tx, organisationId);
    if (organisation.kind !== 'local_authority') throw new NotALocalAuthority();
    await this.payees.lockOrganisation(tx, organisationId);
  }

  private async requireNew(
    tx: Tx,
    organisationId: string,
    account: { fingerprint: string; holder: string },
  ): Promise<void> {
    const known = await this.payees.listOf(tx, organisationId);
    if (known.some(({ state }) => state === 'offered')) throw new PayeeWaiting();
    const verified = known.find(({ state }) => state === 'verified');
    const isSame =
      verified?.ibanFingerprint === account.fingerprint && verified.holder === account.holder;
    if (isSame) throw new PayeeKnown();
  }

  private async offer(
    tx: Tx,
    actor: Actor,
    row: Omit<Parameters<PayeeAccountsRepository['insert']>[1], 'id' | 'offeredBy' | 'offeredAt'>,
  ): Promise<string> {
    const id = newId();
    const offeredAt = await this.clock.now(tx);
    await this.payees.insert(tx, { ...row, id, offeredBy: actor.personId ?? '', offeredAt });
    await recordBirth(tx, { machine: 'payee_account', id, state: 'offered', actor });
    return id;
  }

  /**
   * Takes the account into use, at once when it is the authority's first, after 72 hours when it
   * replaces another (R73); or refuses it.
   *
   * @returns the organisation whose account was decided about
   * @throws PayeeMissing, PayeeNotOffered, OwnAuthority
   */
  async decide(
    tx: Tx,
    actor: Actor,
    id: string,
    dto: VerifyPayeeAccountDto,
  ): Promise<PayeeAccountRow> {
    const offered = await this.payees.find(tx, id);
    if (offered === null) throw new PayeeMissing();
    const { organisationId } = offered;
    await this.payees.lockOrganisation(tx, organisationId);
    const current = await this.payees.find(tx, id);
    const isOwn = await this.organisations.isMemberNow(tx, actor.personId ?? '', organisationId);
    if (isOwn || offered.offeredBy === actor.personId) throw new OwnAuthority();
    if (current?.state !== 'offered') throw new PayeeNotOffered(current?.state ?? '');
    const payeeAccountId = id;
    if (dto.decision === 'refuse') {
      await this.settle(tx, actor, { id, reason: dto.reason, verified: null });
      await this.events.publish(tx, PAYEE_REFUSED, { payeeAccountId, organisationId });
      return offered;
    }
    const earlier = await this.payees.findVerified(tx, organisationId);
    await this.settle(tx, actor, { id, reason: dto.reason, verified: { replaces: earlier } });
    await this.events.publish(tx, PAYEE_VERIFIED, { payeeAccountId, organisationId });
    return offered;
  }

  /** Facts are pushed down (ruling 32): the projects of the authority may now become ready. */
  async recordReadiness(tx: Tx, projectId: string, actor: Actor): Promise<void> {
    const project = await this.projects.get(tx, projectId);
    const payee = await this.payees.findVerified(tx, project.leadOrganisationId);
    await this.projects.recordReadiness(tx, projectId, 'payee_verified', payee !== null, actor);
  }

  private async settle(
    tx: Tx,
    actor: Actor,
    decision: {
      id: string;
      reason: string;
      verified: { replaces: PayeeAccountRow | null } | null;
    },
  ): Promise<void> {
    const { id, reason, verified } = decision;
    const replaced = verified?.replaces ?? null;
    const now = await this.clock.now(tx);
    if (replaced !== null) {
      const move = { machine: 'payee_account', from: 'verified', to: 'replaced' } as const;
      await moveState(tx, { ...move, id: replaced.id, actor, reason });
    }
    const restMs = replaced === null ? 0 : CHANGED_PAYEE_REST_HOURS * MS_PER_HOUR;
    await this.payees.setDecision(tx, id, {
      by: actor.personId,
      at: now,
      reason,
      isChange: replaced !== null,
      activeFrom: verified === null ? null : new Date(now.getTime() + restMs),
    });
    const to = verified === null ? 'refused' : 'verified';
    await moveState(tx, { machine: 'payee_account', id, from: 'offered', to, actor, reason });
  }
}
