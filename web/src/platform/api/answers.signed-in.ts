import type {
  DemoPersonView,
  EmailVerifiedView,
  DutyView,
  MeView,
  PersonView,
  SecondFactorEnrolmentView,
  SignInView,
} from '@vatra/shared/accounts/accounts.views';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type {
  CsvPreviewView,
  SheetRowView,
  SheetView,
} from '@vatra/shared/contributions/offline.views';
import type { DisputeRowView, DisputeSheetView } from '@vatra/shared/contributions/disputes.views';
import type {
  RefundClaimMissingView,
  RefundClaimRowView,
  RefundPaymentFileView,
} from '@vatra/shared/contributions/refund-claims.views';
import type {
  RefundBatchView,
  RefundQuoteView,
} from '@vatra/shared/contributions/refund-batches.views';
import type {
  OpenPurposeChangeView,
  PurposeChangesView,
} from '@vatra/shared/disbursements/purpose-changes.views';
import type {
  OpenRecoveryView,
  ProjectRecoveriesView,
} from '@vatra/shared/disbursements/recoveries.views';
import type { GiverDeskView } from '@vatra/shared/contributions/giver-checks.views';
import type { ProjectDecisionsView } from '@vatra/shared/disbursements/project-decisions.views';
import type {
  AgreementRowView,
  AgreementView,
  PayeeAccountView,
  PaymentFileView,
  StatementImportView,
  TrancheSheetView,
  TrancheView,
} from '@vatra/shared/disbursements/disbursements.views';
import type {
  OperatorMoneyView,
  OperatorOrderView,
  RefillsView,
  WaitingTransferView,
} from '@vatra/shared/disbursements/operator-money.views';
import type {
  StripePaymentView,
  StripeRailView,
} from '@vatra/shared/disbursements/stripe-rail.views';
import type { EndorsementView } from '@vatra/shared/endorsements/endorsements.views';
import type { FileView } from '@vatra/shared/files/files.views';
import type {
  FundDeskView,
  MatchingFundView,
  OpenBankLineView,
} from '@vatra/shared/matching/funds.views';
import type { CommitmentView } from '@vatra/shared/matching/commitments.views';
import type {
  MilestoneView,
  VerificationCaseView,
} from '@vatra/shared/milestones/milestones.views';
import type {
  MemberView,
  OrganisationCard,
  OrganisationView,
} from '@vatra/shared/organisations/organisations.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { ProjectFileView, ProjectRowView } from '@vatra/shared/projects/projects.views';
import type { ReportView } from '@vatra/shared/results/results.views';
import type { GrievanceCaseView, GrievanceRowView } from '@vatra/shared/voice/grievances.views';
import type { MoneyChecksView } from '@vatra/shared/verify/verify.views';

/** A work list: the first page of it, or all of it where it is short by nature. */
export type Listed<Item> = Page<Item> | readonly Item[];

export function itemsOf<Item>(listed: Listed<Item>): readonly Item[] {
  return 'items' in listed ? listed.items : listed;
}

/** What the operations behind a sign-in answer. */
export interface SignedInAnswers {
  'accounts.verify-email': EmailVerifiedView;
  'accounts.sign-in': SignInView;
  'accounts.second-factor': SignInView;
  'accounts.me': MeView;
  'accounts.my-duties': Listed<DutyView>;
  'accounts.enrol-second-factor': SecondFactorEnrolmentView;
  'accounts.people': Listed<PersonView>;
  'accounts.demo-people': Listed<DemoPersonView>;
  'accounts.demo-code': { readonly code: string };
  'files.upload': FileView;
  'files.get': FileView;
  'organisations.create': OrganisationView;
  'organisations.list': Listed<OrganisationCard>;
  'organisations.review-queue': Listed<OrganisationCard>;
  'organisations.get': OrganisationView;
  'organisations.members': Listed<MemberView>;
  'projects.start': ProjectFileView;
  'projects.mine': Listed<ProjectRowView>;
  'projects.review-queue': Listed<ProjectRowView>;
  'projects.file': ProjectFileView;
  'endorsements.of-project': Listed<EndorsementView>;
  'endorsements.mine': Listed<EndorsementView>;
  'endorsements.get': EndorsementView;
  'matching.commitments-of-project': Listed<CommitmentView>;
  'matching.funds-of-funder': Listed<MatchingFundView>;
  'matching.fund-queue': Listed<MatchingFundView>;
  'matching.fund-desk': FundDeskView;
  'matching.open-bank-lines': Listed<OpenBankLineView>;
  'matching.write-fund': FundDeskView;
  'matching.change-fund': FundDeskView;
  'matching.propose-money': FundDeskView;
  'matching.decide-money': FundDeskView;
  'matching.give-notice': FundDeskView;
  'matching.answer-question': FundDeskView;
  'matching.settle-fund': FundDeskView;
  'matching.commitment-queue': Listed<CommitmentView>;
  'campaigns.hold-queue': Listed<CampaignView>;
  'milestones.of-project': Listed<MilestoneView>;
  'milestones.my-cases': Listed<VerificationCaseView>;
  'milestones.doubt-queue': Listed<MilestoneView>;
  'results.of-project': Listed<ReportView>;
  'results.review-queue': Listed<ReportView>;
  'contributions.accounts-given': Listed<RefundClaimRowView>;
  'contributions.disputes': Listed<DisputeRowView>;
  'contributions.dispute': DisputeSheetView;
  'contributions.write-dispute-answer': DisputeSheetView;
  'contributions.submit-dispute-answer': DisputeSheetView;
  'contributions.accept-dispute': DisputeSheetView;
  'contributions.accounts-missing': Listed<RefundClaimMissingView>;
  'contributions.name-account': Listed<RefundClaimMissingView>;
  'contributions.refund-files': Listed<RefundPaymentFileView>;
  'contributions.refund-quote': RefundQuoteView;
  'voice.grievance-queue': Listed<GrievanceRowView>;
  'voice.grievance': GrievanceCaseView;
  'verify.checks': MoneyChecksView;
  'verify.reconcile': MoneyChecksView;
  'verify.resume-money': MoneyChecksView;
  'disbursements.operator-money': OperatorMoneyView;
  'disbursements.order': OperatorOrderView;
  'disbursements.prepare-order': OperatorOrderView;
  'disbursements.approve-order': OperatorOrderView;
  'disbursements.cancel-order': OperatorOrderView;
  'disbursements.waiting-transfers': Page<WaitingTransferView>;
  'disbursements.stripe-payments': Page<StripePaymentView>;
  'disbursements.cancel-refill': RefillsView;
  'contributions.refund-batches': Listed<RefundBatchView>;
  'contributions.refund-batch': RefundBatchView;
  'contributions.prepare-refunds': RefundBatchView;
  'contributions.approve-refunds': RefundBatchView;
  'contributions.cancel-refunds': RefundBatchView;
  'disbursements.open-purpose-changes': readonly OpenPurposeChangeView[];
  'disbursements.propose-purpose': PurposeChangesView;
  'disbursements.answer-purpose': PurposeChangesView;
  'disbursements.withdraw-purpose': PurposeChangesView;
  'contributions.giver-desk': GiverDeskView;
  'contributions.decide-giver': GiverDeskView;
  'contributions.import-sanctions': GiverDeskView;
  'disbursements.recoveries': ProjectRecoveriesView;
  'disbursements.demand-money': ProjectRecoveriesView;
  'disbursements.step-recovery': ProjectRecoveriesView;
  'disbursements.open-recoveries': Listed<OpenRecoveryView>;
  'disbursements.receive-recovery': Listed<OpenRecoveryView>;
  'disbursements.decisions': ProjectDecisionsView;
  'disbursements.propose-decision': ProjectDecisionsView;
  'disbursements.confirm-decision': ProjectDecisionsView;
  'disbursements.withdraw-decision': ProjectDecisionsView;
  'contributions.open-sheet': SheetView;
  'contributions.sheets-of-association': Listed<SheetRowView>;
  'contributions.sheets-to-watch': Listed<SheetRowView>;
  'contributions.sheet': SheetView;
  'contributions.preview-sheet-csv': CsvPreviewView;
  'disbursements.stripe-rail': StripeRailView;
  'disbursements.open-stripe-account': StripeRailView;
  'disbursements.onboard-stripe-account': StripeRailView;
  'disbursements.read-stripe-account': StripeRailView;
  'disbursements.offer-stripe-account': PayeeAccountView;
  'disbursements.pay-out-again': TrancheSheetView;
  'disbursements.reverse-transfer': TrancheSheetView;
  'disbursements.payees-of': Listed<PayeeAccountView>;
  'disbursements.payee-queue': Listed<PayeeAccountView>;
  'disbursements.agreement': AgreementView;
  'disbursements.agreement-queue': Listed<AgreementRowView>;
  'disbursements.of-project': Listed<TrancheView>;
  'disbursements.queue': Listed<TrancheView>;
  'disbursements.sheet': TrancheSheetView;
  'disbursements.payment-files': Listed<PaymentFileView>;
  'disbursements.import-statement': StatementImportView;
  'disbursements.statements': Listed<StatementImportView>;
}
