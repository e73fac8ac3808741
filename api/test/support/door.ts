import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { StartContributionDto } from '@vatra/shared/contributions/contributions.dto';
import { IdParam } from '@vatra/shared/id.dto';
import type { Problem } from '@vatra/shared/problem';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { AccountsModule } from '../../src/features/accounts/accounts.module.js';
import { readConfig } from '../../src/platform/config/config.js';
import { Database } from '../../src/platform/database/database.js';
import { Conflict } from '../../src/platform/http/app-error.js';
import { createHttpApp } from '../../src/platform/http/create-http-app.js';
import { Operation } from '../../src/platform/http/operation.js';
import { MailModule } from '../../src/platform/mail/mail.module.js';
import { OutboxRepository } from '../../src/platform/outbox/outbox.repository.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { requiredUrl, type TestDatabase } from './database.js';

/** What a handler that changes something leaves behind in the outbox. */
export const CHANGE = 'door.change';

/** What the handlers behind the door have seen. */
export const seen: { ran: number; body: StartContributionDto | null } = { ran: 0, body: null };

@Controller()
class BehindTheDoor {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxRepository,
  ) {}

  /** Behaves as the words of the message say: the door in front of it is what is tested. */
  @Operation('contributions.start', { status: 201 })
  async start(@Param() { id }: IdParam, @Body() body: StartContributionDto) {
    seen.ran += 1;
    seen.body = body;
    const times = seen.ran;
    const says = (word: string) => body.message?.includes(word) === true;
    if (says('slowly')) await pause(400);
    if (says('refuse')) throw new Conflict('campaigns.not-open', { times });
    if (says('change')) await this.change();
    if (says('break')) throw new Error('secret words of the inside');
    return { id, times, secret: randomUUID() };
  }

  private async change(): Promise<void> {
    await this.database.inTransaction((tx) => this.outbox.addEvents(tx, [CHANGE], [{}]));
  }

  @Get('forgotten')
  forgotten() {
    seen.ran += 1;
    return 'nobody wrote a policy for me';
  }

  @Post('forgotten')
  alsoForgotten() {
    seen.ran += 1;
  }
}

@Module({ controllers: [BehindTheDoor] })
class DoorModule {}

/** The door with accounts behind it and one handler, as a product on https. */
export async function openDoor(
  database: TestDatabase,
  { demo = true, redisUrl = requiredUrl('TEST_REDIS_URL') } = {},
): Promise<NestFastifyApplication> {
  const config = readConfig({
    DATABASE_URL: database.ownerUrl,
    DATABASE_APP_URL: database.appUrl,
    REDIS_URL: redisUrl,
    STRIPE_SECRET_KEY: 'sk_test_0123456789',
    STRIPE_WEBHOOK_SECRETS: 'whsec_0123456789',
    FILES_URL: 'file:///nowhere',
    PUBLIC_URL: 'https://vatra.example',
    AUTH_SECRET: randomBytes(32).toString('hex'),
    QUEUE_PREFIX: `t-${randomBytes(4).toString('hex')}`,
    PORT: '0',
    ...(demo ? { DEMO: '1' } : {}),
  });
  const imports = [PlatformModule.with(config, 'http'), MailModule, AccountsModule];
  return createHttpApp({ module: DoorModule, imports }, config);
}

export const GIFT = {
  gift: { minor: 1250, currency: 'EUR' },
  tipMinor: 0,
  coverFee: false,
  email: 'ion@example.org',
  locale: 'ro',
};

export const GIFT_PATH = '/api/v1/campaigns/0199f3a0-0000-7000-8000-000000000001/contributions';

export interface Sent {
  readonly status: number;
  readonly body: Problem;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Posts a gift, or what claims to be one, with an Idempotency-Key of its own. */
export async function post(
  app: NestFastifyApplication,
  payload: unknown,
  headers: Record<string, string> = {},
  url = GIFT_PATH,
): Promise<Sent> {
  const answer = await app.inject({
    method: 'POST',
    url,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...headers,
    },
  });
  return {
    status: answer.statusCode,
    text: answer.payload,
    headers: answer.headers,
    body: answer.payload === '' ? ({} as Problem) : (JSON.parse(answer.payload) as Problem),
  };
}

export function giftWith(change: Record<string, unknown>): Record<string, unknown> {
  return { ...GIFT, ...change };
}

/** The gift as text, with this written in place of its amount. */
export function giftOf(minor: string): string {
  return JSON.stringify(GIFT).replace('1250', minor);
}
