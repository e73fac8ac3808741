import { Module } from '@nestjs/common';
import { BankModule } from '../../platform/bank/bank.module.js';
import { StripeModule } from '../../platform/stripe/stripe.module.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ContributionsModule } from '../contributions/contributions.module.js';
import { EndorsementsModule } from '../endorsements/endorsements.module.js';
import { FilesModule } from '../files/files.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MatchingModule } from '../matching/matching.module.js';
import { MilestonesModule } from '../milestones/milestones.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { PlacesModule } from '../places/places.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { AgreementsRepository } from './agreements/agreements.repository.js';
import { GrantMoney } from './agreements/grant-money.js';
import { GrowGrant } from './agreements/grow-grant.js';
import { MakeAgreement } from './agreements/make-agreement.js';
import { ReadAgreements } from './agreements/read-agreements.js';
import { RewordAgreement } from './agreements/reword-agreement.js';
import { ShrinkGrant } from './agreements/shrink-grant.js';
import { UnpaidGrant } from './agreements/unpaid-grant.js';
import { SignAgreement } from './agreements/sign-agreement.js';
import { WitnessDuties } from './agreements/witness.duties.js';
import { DisbursementsController } from './disbursements.controller.js';
import { DisbursementDuties } from './disbursements.duties.js';
import { DisbursementsListener } from './disbursements.listener.js';
import { DisbursementsService } from './disbursements.service.js';
import { DecisionsController } from './endings/decisions.controller.js';
import { PurposeController } from './purpose/purpose.controller.js';
import { PURPOSE } from './purpose/purpose.providers.js';
import { ENDINGS } from './endings/endings.providers.js';
import { FinanceDuties } from './finance.duties.js';
import { PaymentHoldsService } from './payment-holds.service.js';
import { ChangePayee } from './payees/change-payee.js';
import { KeepPayees } from './payees/keep-payees.js';
import { PayeeAccountsRepository } from './payees/payee-accounts.repository.js';
import { PayeesController } from './payees/payees.controller.js';
import { ReadPayees } from './payees/read-payees.js';
import { BankFilesController } from './statements/bank-files.controller.js';
import { BankFilesService } from './statements/bank-files.service.js';
import { ImportStatement } from './statements/import-statement.js';
import { StatementsRepository } from './statements/statements.repository.js';
import { OperatorMoneyController } from './operator/operator-money.controller.js';
import { OPERATOR_MONEY } from './operator/operator-money.providers.js';
import { ExchangeController } from './exchange/exchange.controller.js';
import { EXCHANGE } from './exchange/exchange.providers.js';
import { AgreementWording } from './agreements/agreement-wording.js';
import { HandInMinutes } from './procurement/hand-in-minutes.js';
import { MinutesRepository } from './procurement/minutes.repository.js';
import { NameSupplier } from './procurement/name-supplier.js';
import { ProcurementController } from './procurement/procurement.controller.js';
import { ProcurementService } from './procurement/procurement.service.js';
import { ReadProcurement } from './procurement/read-procurement.js';
import { SuppliersRepository } from './procurement/suppliers.repository.js';
import { StripeRailController } from './stripe-accounts/stripe-rail.controller.js';
import { RefillsController } from './refills/refills.controller.js';
import { REFILLS } from './refills/refills.providers.js';
import { STRIPE_RAIL } from './stripe-accounts/stripe-rail.providers.js';
import { ApprovalsRepository } from './tranches/approvals.repository.js';
import { ApproveTranche } from './tranches/approve-tranche.js';
import { RECOVERIES } from './recoveries/recoveries.providers.js';
import { RecoveriesController } from './recoveries/recoveries.controller.js';
import { BeginWork } from './tranches/begin-work.js';
import { BookSending } from './tranches/book-sending.js';
import { CheckTranches } from './tranches/check-tranches.js';
import { OpenTranche } from './tranches/open-tranche.js';
import { PaymentFilesRepository } from './tranches/payment-files.repository.js';
import { PrepareTranche } from './tranches/prepare-tranche.js';
import { ProveTranche } from './tranches/prove-tranche.js';
import { ReadTranches } from './tranches/read-tranches.js';
import { ResizePlan } from './tranches/resize-plan.js';
import { SendTranche } from './tranches/send-tranche.js';
import { ReadStandingReasons } from './tranches/standing-reasons.js';
import { ReadTrancheFacts } from './tranches/tranche-facts.js';
import { TranchesRepository } from './tranches/tranches.repository.js';

@Module({
  imports: [
    BankModule,
    StripeModule,
    AccountsModule,
    FilesModule,
    OrganisationsModule,
    PlacesModule,
    ProjectsModule,
    EndorsementsModule,
    MatchingModule,
    LedgerModule,
    BankModule,
    PaymentsModule,
    MilestonesModule,
    CampaignsModule,
    ContributionsModule,
  ],
  controllers: [
    DisbursementsController,
    PayeesController,
    ProcurementController,
    ExchangeController,
    BankFilesController,
    DecisionsController,
    PurposeController,
    RecoveriesController,
    OperatorMoneyController,
    RefillsController,
    StripeRailController,
  ],
  providers: [
    PayeeAccountsRepository,
    AgreementsRepository,
    TranchesRepository,
    ApprovalsRepository,
    PaymentFilesRepository,
    StatementsRepository,
    MinutesRepository,
    SuppliersRepository,
    ReadProcurement,
    NameSupplier,
    HandInMinutes,
    ProcurementService,
    ReadStandingReasons,
    ReadTrancheFacts,
    CheckTranches,
    OpenTranche,
    KeepPayees,
    ChangePayee,
    ReadPayees,
    AgreementWording,
    GrantMoney,
    MakeAgreement,
    RewordAgreement,
    UnpaidGrant,
    ShrinkGrant,
    GrowGrant,
    SignAgreement,
    ReadAgreements,
    PrepareTranche,
    ApproveTranche,
    ...EXCHANGE,
    ...RECOVERIES,
    ...ENDINGS,
    ...PURPOSE,
    ResizePlan,
    SendTranche,
    ProveTranche,
    ReadTranches,
    ImportStatement,
    BankFilesService,
    BookSending,
    BeginWork,
    FinanceDuties,
    DisbursementsService,
    PaymentHoldsService,
    DisbursementsListener,
    DisbursementDuties,
    WitnessDuties,
    ...OPERATOR_MONEY,
    ...STRIPE_RAIL,
    ...REFILLS,
  ],
  exports: [DisbursementsService, PaymentHoldsService],
})
export class DisbursementsModule {}
