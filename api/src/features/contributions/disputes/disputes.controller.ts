import { Controller } from '@nestjs/common';
import type { DisputeRowView } from '@vatra/shared/contributions/disputes.views';
import { Operation } from '../../../platform/http/operation.js';
import { ReadDisputes } from './read-disputes.js';

@Controller()
export class DisputesController {
  constructor(private readonly disputes: ReadDisputes) {}

  @Operation('contributions.disputes')
  latest(): Promise<DisputeRowView[]> {
    return this.disputes.latest();
  }
}
