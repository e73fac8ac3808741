import { Body, Controller, Param, Query } from '@nestjs/common';
import { IdParam, SlugParam } from '@vatra/shared/id.dto';
import {
  CreateOrganisationDto,
  InviteMemberDto,
  OrganisationsQuery,
  SubmitOrganisationDto,
  VerifyOrganisationDto,
} from '@vatra/shared/organisations/organisations.dto';
import type {
  MemberView,
  OrganisationCard,
  OrganisationView,
} from '@vatra/shared/organisations/organisations.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import { CurrentActor, MaybeActor } from '../../platform/http/current-actor.js';
import { Operation } from '../../platform/http/operation.js';
import { Members } from './members.js';
import { ReadOrganisations } from './read-organisations.js';
import { ReviewOrganisation } from './review-organisation.js';

@Controller()
export class OrganisationsController {
  constructor(
    private readonly database: Database,
    private readonly read: ReadOrganisations,
    private readonly file: ReviewOrganisation,
    private readonly memberships: Members,
  ) {}

  @Operation('organisations.create', { status: 201 })
  create(
    @Body() body: CreateOrganisationDto,
    @CurrentActor() actor: Actor,
  ): Promise<OrganisationView> {
    return this.database.inTransaction(async (tx) =>
      this.read.viewById(tx, await this.file.found(tx, body, actor), actor),
    );
  }

  @Operation('organisations.list')
  list(@Query() query: OrganisationsQuery): Promise<Page<OrganisationCard>> {
    return this.database.inTransaction((tx) => this.read.list(tx, query));
  }

  @Operation('organisations.review-queue')
  reviewQueue(): Promise<Page<OrganisationCard>> {
    return this.database.inTransaction((tx) => this.read.reviewQueue(tx));
  }

  @Operation('organisations.get')
  get(@Param() { slug }: SlugParam, @MaybeActor() actor: Actor | null): Promise<OrganisationView> {
    return this.database.inTransaction((tx) => this.read.view(tx, slug, actor));
  }

  @Operation('organisations.submit')
  submit(
    @Param() { id }: IdParam,
    @Body() body: SubmitOrganisationDto,
    @CurrentActor() actor: Actor,
  ): Promise<OrganisationView> {
    return this.database.inTransaction(async (tx) => {
      await this.file.submit(tx, id, body.paperIds, actor);
      return this.read.viewById(tx, id, actor);
    });
  }

  @Operation('organisations.verify')
  verify(
    @Param() { id }: IdParam,
    @Body() body: VerifyOrganisationDto,
    @CurrentActor() actor: Actor,
  ): Promise<OrganisationView> {
    return this.database.inTransaction(async (tx) => {
      await this.file.review(tx, id, body, actor);
      return this.read.viewById(tx, id, actor);
    });
  }

  @Operation('organisations.members')
  members(@Param() { id }: IdParam, @CurrentActor() actor: Actor): Promise<Page<MemberView>> {
    return this.database.inTransaction((tx) => this.read.members(tx, id, actor));
  }

  @Operation('organisations.invite-member', { status: 201 })
  invite(
    @Param() { id }: IdParam,
    @Body() body: InviteMemberDto,
    @CurrentActor() actor: Actor,
  ): Promise<{ membershipId: string }> {
    return this.database.inTransaction(async (tx) => ({
      membershipId: await this.memberships.invite(tx, id, body, actor),
    }));
  }

  @Operation('organisations.confirm-membership', { status: 204 })
  async confirm(@Param() { id }: IdParam, @CurrentActor() actor: Actor): Promise<void> {
    await this.database.inTransaction((tx) => this.memberships.confirm(tx, id, actor));
  }

  @Operation('organisations.end-membership', { status: 204 })
  async end(@Param() { id }: IdParam, @CurrentActor() actor: Actor): Promise<void> {
    await this.database.inTransaction((tx) => this.memberships.end(tx, id, actor));
  }
}
