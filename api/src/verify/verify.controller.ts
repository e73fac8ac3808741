import { Body, Controller } from '@nestjs/common';
import { ResumeMoneyDto } from '@vatra/shared/verify/verify.dto';
import type { MoneyChecksView } from '@vatra/shared/verify/verify.views';
import type { Actor } from '../platform/actor.js';
import { CurrentActor } from '../platform/http/current-actor.js';
import { Operation } from '../platform/http/operation.js';
import { VerifyService } from './verify.service.js';

@Controller()
export class VerifyController {
  constructor(private readonly verify: VerifyService) {}

  @Operation('verify.checks')
  checks(@CurrentActor() actor: Actor): Promise<MoneyChecksView> {
    return this.verify.checks(actor);
  }

  @Operation('verify.reconcile', { status: 202 })
  reconcile(@CurrentActor() actor: Actor): Promise<MoneyChecksView> {
    return this.verify.reconcile(actor);
  }

  @Operation('verify.resume-money')
  resumeMoney(@CurrentActor() actor: Actor, @Body() dto: ResumeMoneyDto): Promise<MoneyChecksView> {
    return this.verify.resumeMoney(actor, dto);
  }
}
