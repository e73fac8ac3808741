import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  CommitmentEvidenceDto,
  DecideDto,
  DeclareCommitmentDto,
  WithdrawCommitmentDto,
} from '@vatra/shared/matching/commitments.dto';
import type { CommitmentView } from '@vatra/shared/matching/commitments.views';
import { PageQuery, type Page } from '@vatra/shared/paging.dto';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { CommitmentsService } from './commitments.service.js';

@Controller()
export class CommitmentsController {
  constructor(private readonly commitments: CommitmentsService) {}

  @Operation('matching.declare-commitment', { status: 201 })
  declare(
    @Param('id') projectId: string,
    @Body() body: DeclareCommitmentDto,
    @CurrentActor() actor: Actor,
  ): Promise<Page<CommitmentView>> {
    return this.commitments.declare(projectId, body, actor);
  }

  @Operation('matching.commitments-of-project')
  ofProject(
    @Param('id') projectId: string,
    @CurrentActor() actor: Actor,
  ): Promise<Page<CommitmentView>> {
    return this.commitments.ofProject(projectId, actor);
  }

  @Operation('matching.commitment-queue')
  reviewQueue(@Query() query: PageQuery): Promise<Page<CommitmentView>> {
    return this.commitments.reviewQueue(query);
  }

  @Operation('matching.decide-commitment')
  decide(
    @Param('id') id: string,
    @Body() body: DecideDto,
    @CurrentActor() actor: Actor,
  ): Promise<CommitmentView> {
    return this.commitments.decide(id, body, actor);
  }

  @Operation('matching.withdraw-commitment')
  withdraw(
    @Param('id') id: string,
    @Body() body: WithdrawCommitmentDto,
    @CurrentActor() actor: Actor,
  ): Promise<CommitmentView> {
    return this.commitments.withdraw(id, body, actor);
  }

  @Operation('matching.offer-evidence', { status: 201 })
  offerEvidence(
    @Param('id') id: string,
    @Body() body: CommitmentEvidenceDto,
    @CurrentActor() actor: Actor,
  ): Promise<CommitmentView> {
    return this.commitments.offerEvidence(id, body, actor);
  }

  @Operation('matching.decide-evidence')
  decideEvidence(
    @Param('id') id: string,
    @Body() body: DecideDto,
    @CurrentActor() actor: Actor,
  ): Promise<CommitmentView> {
    return this.commitments.decideEvidence(id, body, actor);
  }
}
