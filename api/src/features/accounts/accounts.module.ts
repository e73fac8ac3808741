import { Global, Module } from '@nestjs/common';
import { DatabasePool } from '../../platform/database/database-pool.js';
import { SessionReader } from '../../platform/http/session-reader.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { ActorReader } from './actor-reader.js';
import { AttemptsRepository } from './attempts.repository.js';
import { AuthFlows } from './auth-flows.js';
import { AuthMails } from './auth-mails.js';
import { DemoPeopleController } from './demo-people.controller.js';
import { DemoPeople } from './demo-people.js';
import { GuestCookies } from './guest-cookies.js';
import { GuestsController } from './guests.controller.js';
import { GuestsRepository } from './guests.repository.js';
import { GuestsService } from './guests.service.js';
import { MeController } from './me.controller.js';
import { MyDuties } from './my-duties.js';
import { PeopleController } from './people.controller.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import { SecondFactorsService } from './second-factors.service.js';
import { SessionsController } from './sessions.controller.js';

/** Global for the one thing the platform asks of it: who sends a request. */
@Global()
@Module({
  controllers: [
    SessionsController,
    GuestsController,
    MeController,
    PeopleController,
    DemoPeopleController,
  ],
  providers: [
    DatabasePool,
    AccountsRepository,
    AttemptsRepository,
    GuestsRepository,
    SecondFactorsRepository,
    AuthMails,
    AuthFlows,
    SecondFactorsService,
    GuestsService,
    GuestCookies,
    ActorReader,
    AccountsService,
    MyDuties,
    DemoPeople,
    { provide: SessionReader, useExisting: ActorReader },
  ],
  exports: [AccountsService, SessionReader],
})
export class AccountsModule {}
