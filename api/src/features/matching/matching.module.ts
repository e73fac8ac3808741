import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { FilesModule } from '../files/files.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { PlacesModule } from '../places/places.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { CommitCofinancing } from './commitments/commit-cofinancing.js';
import { CommitmentsController } from './commitments/commitments.controller.js';
import { CommitmentsDuties } from './commitments/commitments.duties.js';
import { CommitmentsRepository } from './commitments/commitments.repository.js';
import { CommitmentsService } from './commitments/commitments.service.js';
import { CommitmentsWorker } from './commitments/commitments.worker.js';
import { TellCofinancing } from './commitments/tell-cofinancing.js';
import { WithdrawCommitment } from './commitments/withdraw-commitment.js';
import { AwaitMoney } from './fund-money/await-money.js';
import { FundMoneyRepository } from './fund-money/fund-money.repository.js';
import { KeepDistance } from './fund-money/keep-distance.js';
import { MoveMoney } from './fund-money/move-money.js';
import { ProveMoney } from './fund-money/prove-money.js';
import { ReadBalances } from './fund-money/read-balances.js';
import { SettleFund } from './fund-money/settle-fund.js';
import { FundProjectsRepository } from './funds/fund-projects.repository.js';
import { FundsController } from './funds/funds.controller.js';
import { FundsDuties } from './funds/funds.duties.js';
import { FundsRepository } from './funds/funds.repository.js';
import { FundsService } from './funds/funds.service.js';
import { JudgeProjects } from './funds/judge-projects.js';
import { MatchOffers } from './funds/match-offers.js';
import { ReadFunds } from './funds/read-funds.js';
import { RunFund } from './funds/run-fund.js';
import { WriteFund } from './funds/write-fund.js';
import { MatchingService } from './matching.service.js';
import { AskFunders } from './questions/ask-funders.js';
import { QuestionsDuties } from './questions/questions.duties.js';
import { QuestionsRepository } from './questions/questions.repository.js';
import { ReadQuestions } from './questions/read-questions.js';
import { MatchDonorsRepository } from './reservations/donors.repository.js';
import { EndCampaignMatches } from './reservations/end-campaign-matches.js';
import { KnownInterests } from './reservations/known-interests.js';
import { FreezeMatches } from './reservations/freeze-matches.js';
import { FreezesRepository } from './reservations/freezes.repository.js';
import { KnownSuppliers } from './reservations/known-suppliers.js';
import { MatchPool } from './reservations/match-pool.js';
import { ReleaseMatches } from './reservations/release-matches.js';
import { ReservationsRepository } from './reservations/reservations.repository.js';
import { ReturnLeftover } from './reservations/return-leftover.js';
import { ReserveMatches } from './reservations/reserve-matches.js';
import { SuppliersRepository } from './reservations/suppliers.repository.js';

@Module({
  imports: [
    CampaignsModule,
    FilesModule,
    LedgerModule,
    OrganisationsModule,
    PaymentsModule,
    PlacesModule,
    ProjectsModule,
  ],
  controllers: [CommitmentsController, FundsController],
  providers: [
    CommitmentsRepository,
    CommitCofinancing,
    TellCofinancing,
    WithdrawCommitment,
    CommitmentsService,
    CommitmentsWorker,
    CommitmentsDuties,
    FundsRepository,
    FundProjectsRepository,
    JudgeProjects,
    WriteFund,
    RunFund,
    FundMoneyRepository,
    ReadBalances,
    KeepDistance,
    AwaitMoney,
    ProveMoney,
    MoveMoney,
    SettleFund,
    MatchOffers,
    QuestionsRepository,
    AskFunders,
    ReadQuestions,
    QuestionsDuties,
    ReadFunds,
    FundsService,
    FundsDuties,
    ReservationsRepository,
    MatchDonorsRepository,
    SuppliersRepository,
    KnownSuppliers,
    KnownInterests,
    ReserveMatches,
    FreezesRepository,
    MatchPool,
    ReleaseMatches,
    FreezeMatches,
    ReturnLeftover,
    EndCampaignMatches,
    MatchingService,
  ],
  exports: [CommitmentsService, MatchingService],
})
export class MatchingModule {}
