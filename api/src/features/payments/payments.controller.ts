import { Controller, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { HttpRefusal } from '../../platform/http/app-error.js';
import { Operation } from '../../platform/http/operation.js';
import { WebhookRejected } from '../../platform/stripe/stripe-webhooks.js';
import { PaymentsService } from './payments.service.js';

@Controller()
export class PaymentsController {
  constructor(private readonly payments: PaymentsService) {}

  /** Never 2xx before the row is there, always 2xx for an event that is known. */
  @Operation('payments.receive-stripe-event')
  @RouteConfig({ rateLimit: false })
  async receive(@Req() request: FastifyRequest): Promise<{ received: true }> {
    const signature = request.headers['stripe-signature'];
    if (request.rawBody === undefined || typeof signature !== 'string') {
      throw new HttpRefusal('http.bad-request');
    }
    try {
      await this.payments.receive(request.rawBody, signature);
    } catch (error) {
      if (error instanceof WebhookRejected) throw new HttpRefusal('http.bad-request');
      throw error;
    }
    return { received: true };
  }
}
