import { Body, Controller, Param } from '@nestjs/common';
import { MoveClockDto } from '@vatra/shared/clock/clock.dto';
import type { ClockMoveView, ClockView } from '@vatra/shared/clock/clock.views';
import { IdParam } from '@vatra/shared/id.dto';
import { Operation } from '../http/operation.js';
import { ClockService } from './clock.service.js';

@Controller()
export class ClockController {
  constructor(private readonly clock: ClockService) {}

  @Operation('clock.now')
  now(): Promise<ClockView> {
    return this.clock.now();
  }

  @Operation('clock.move')
  move(@Body() body: MoveClockDto): Promise<ClockMoveView> {
    return this.clock.move(body.to);
  }

  @Operation('clock.move-state')
  state(@Param() { id }: IdParam): Promise<ClockMoveView> {
    return this.clock.stateOf(id);
  }
}
