import { Injectable } from '@nestjs/common';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { COVER_FELL } from '../../ledger/ledger.events.js';
import { TOP_UP } from '../disbursements.jobs.js';
import { TopUps } from './top-ups.js';

/** Whatever posting cost the operator something, it is paid back the same day (L27). */
@Injectable()
export class OperatorMoneyListener {
  constructor(events: Events, jobs: Jobs, topUps: TopUps) {
    events.on(COVER_FELL, 'disbursements.plan-top-up-when-cover-fell', (tx) => topUps.plan(tx));
    jobs.on(TOP_UP, (tx, topUpId) => topUps.run(tx, topUpId));
  }
}
