import { Injectable } from '@nestjs/common';
import { isAssociation } from '@vatra/shared/organisations/organisation-words';
import type {
  CreateOrganisationDto,
  VerifyOrganisationDto,
} from '@vatra/shared/organisations/organisations.dto';
import { SYSTEM, type Actor } from '../../platform/actor.js';
import { moveState, recordBirth } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { FilesService } from '../files/files.service.js';
import { PlacesService } from '../places/places.service.js';
import { Members } from './members.js';
import { IN_CHARGE, type OrganisationRecord } from './organisation.record.js';
import {
  OrganisationInvalid,
  OrganisationMissing,
  OrganisationNotYours,
} from './organisations.errors.js';
import { ORGANISATION_INFO_REQUESTED, ORGANISATION_VERIFIED } from './organisations.events.js';
import { EXPIRE, MARK_EXPIRING } from './organisations.jobs.js';
import { OrganisationsRepository } from './organisations.repository.js';
import { OrganisationsService } from './organisations.service.js';

/** A verification holds for 24 months; 60 days before, the organisation is told (domain 3.4). */
const VALID_MONTHS = 24;
const WARNING_MS = 60 * 24 * 60 * 60 * 1000;
const SLUG_LETTERS_MAX = 60;

/** The life of an organisation's file: founded, handed in, checked, expired. */
@Injectable()
export class ReviewOrganisation {
  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly service: OrganisationsService,
    private readonly members: Members,
    private readonly places: PlacesService,
    private readonly files: FilesService,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {
    jobs.on(MARK_EXPIRING, (tx, id) => this.markExpiring(tx, id));
    jobs.on(EXPIRE, (tx, id) => this.expire(tx, id));
  }

  /** The founder becomes its first member in charge. */
  async found(tx: Tx, draft: CreateOrganisationDto, actor: Actor): Promise<string> {
    const isVoting = isAssociation(draft.kind);
    if (isVoting && draft.decisionBody === undefined) {
      throw new OrganisationInvalid('organisations.decision-body-missing', '/decisionBody');
    }
    const known = await this.places.listByIds(tx, draft.placeIds);
    const unknown = draft.placeIds.findIndex((id) => !known.has(id));
    if (unknown >= 0) {
      throw new OrganisationInvalid('organisations.place-unknown', `/placeIds/${String(unknown)}`);
    }
    const id = newId();
    const { kind, name, country, hostCity, contactEmail, registerNumber, membersCount } = draft;
    await this.organisations.insert(tx, {
      id,
      slug: slugOf(name, id),
      kind,
      name,
      country,
      hostCity: hostCity ?? null,
      contactEmail,
      decisionBody: isVoting ? (draft.decisionBody ?? null) : null,
      registerNumber: registerNumber ?? null,
      membersCount: membersCount ?? null,
      placeIds: draft.placeIds,
    });
    await recordBirth(tx, { machine: 'organisation', id, state: 'unverified', actor });
    await this.members.addFounder(tx, id, kind, actor);
    return id;
  }

  async submit(tx: Tx, id: string, paperIds: readonly string[], actor: Actor): Promise<void> {
    this.service.requireRole(actor, id, IN_CHARGE);
    const organisation = await this.getForUpdate(tx, id);
    await this.files.requireUsable(tx, paperIds, { purpose: 'organisation-paper' });
    await this.organisations.keepPapers(tx, id, paperIds);
    await moveState(tx, {
      machine: 'organisation',
      id,
      from: organisation.state,
      to: 'submitted',
      actor,
    });
  }

  /** Staff check papers and people; nobody checks an organisation they belong to (R29). */
  async review(tx: Tx, id: string, finding: VerifyOrganisationDto, actor: Actor): Promise<void> {
    const organisation = await this.getForUpdate(tx, id);
    if (await this.service.isMemberNow(tx, actor.personId ?? '', id)) {
      throw new OrganisationNotYours('organisations.reviewer-is-member');
    }
    const { decision, level, reason } = finding;
    if (decision === 'verified' && level === undefined) {
      throw new OrganisationInvalid('organisations.level-missing', '/level');
    }
    const move = { machine: 'organisation', id, from: organisation.state, actor, reason } as const;
    await moveState(tx, { ...move, to: decision });
    const isVerified = decision === 'verified';
    const review = {
      level: isVerified ? (level ?? null) : null,
      months: VALID_MONTHS,
      note: reason,
    };
    await this.organisations.noteReview(tx, id, review);
    if (isVerified) await this.watchValidity(tx, id);
    const event = isVerified ? ORGANISATION_VERIFIED : ORGANISATION_INFO_REQUESTED;
    await this.events.publish(tx, event, { organisationId: id });
  }

  private async watchValidity(tx: Tx, id: string): Promise<void> {
    const { verifiedUntil } = await this.getForUpdate(tx, id);
    if (verifiedUntil === null) return;
    await this.jobs.schedule(tx, MARK_EXPIRING, id, new Date(verifiedUntil.getTime() - WARNING_MS));
    await this.jobs.schedule(tx, EXPIRE, id, verifiedUntil);
  }

  private async markExpiring(tx: Tx, id: string): Promise<void> {
    const { state } = await this.getForUpdate(tx, id);
    if (state !== 'verified') return;
    const move = { machine: 'organisation', id, from: state, to: 'expiring' } as const;
    await moveState(tx, { ...move, actor: SYSTEM });
  }

  private async expire(tx: Tx, id: string): Promise<void> {
    const { state } = await this.getForUpdate(tx, id);
    if (state !== 'expiring') return;
    const move = { machine: 'organisation', id, from: state, to: 'expired' } as const;
    await moveState(tx, { ...move, actor: SYSTEM });
  }

  private async getForUpdate(tx: Tx, id: string): Promise<OrganisationRecord> {
    const record = await this.organisations.findForUpdate(tx, id);
    if (record === null) throw new OrganisationMissing();
    return record;
  }
}

/** `asociatia-bastinasilor-din-padova-1f3a9c`: readable, and unique by the tail of the id. */
function slugOf(name: string, id: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, SLUG_LETTERS_MAX);
  return `${words}-${id.slice(-6)}`.replace(/^-/, '');
}
