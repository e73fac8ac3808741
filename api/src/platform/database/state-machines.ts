import { CAMPAIGN_MOVES } from '@vatra/shared/campaigns/campaign.states';
import { CONTRIBUTION_MOVES, REFUND_MOVES } from '@vatra/shared/contributions/contribution.states';
import { DISPUTE_ANSWER_MOVES } from '@vatra/shared/contributions/dispute-answer.states';
import { DISPUTE_MOVES } from '@vatra/shared/contributions/dispute.states';
import { OFFLINE_SHEET_MOVES } from '@vatra/shared/contributions/offline-sheet.states';
import { GIVER_CHECK_MOVES } from '@vatra/shared/contributions/giver-check.states';
import { PLEDGE_MOVES } from '@vatra/shared/contributions/pledge.states';
import { REFUND_BATCH_MOVES } from '@vatra/shared/contributions/refund-batch.states';
import { REFUND_CLAIM_MOVES } from '@vatra/shared/contributions/refund-claim.states';
import {
  OPERATOR_ORDER_MOVES,
  TOP_UP_MOVES,
} from '@vatra/shared/disbursements/operator-order.states';
import { PAYEE_ACCOUNT_MOVES } from '@vatra/shared/disbursements/payee-account.states';
import { PROJECT_DECISION_MOVES } from '@vatra/shared/disbursements/project-decision.states';
import { PURPOSE_CHANGE_MOVES } from '@vatra/shared/disbursements/purpose-change.states';
import { RECOVERY_MOVES } from '@vatra/shared/disbursements/recovery.states';
import { REFILL_MOVES } from '@vatra/shared/disbursements/refill.states';
import { TRANCHE_MOVES } from '@vatra/shared/disbursements/tranche.states';
import { ENDORSEMENT_MOVES } from '@vatra/shared/endorsements/endorsement.states';
import { COMMITMENT_MOVES } from '@vatra/shared/matching/commitment.states';
import { FUND_QUESTION_MOVES } from '@vatra/shared/matching/fund-question.states';
import { MATCHING_FUND_MOVES, RESERVATION_MOVES } from '@vatra/shared/matching/fund.states';
import { MILESTONE_MOVES } from '@vatra/shared/milestones/milestone.states';
import { VERIFICATION_MOVES } from '@vatra/shared/milestones/verification.states';
import { ORGANISATION_MOVES } from '@vatra/shared/organisations/organisation.states';
import { PROJECT_MOVES } from '@vatra/shared/projects/project.states';
import { REPORT_MOVES } from '@vatra/shared/results/report.states';
import { GRIEVANCE_MOVES } from '@vatra/shared/voice/grievance.states';
import { edgesOf, type StateTable } from '@vatra/shared/states/state-table';

interface Machine {
  readonly table: string;
  readonly moves: StateTable<string>;
}

/** Every life cycle with the table that holds its state. The database keeps a copy in `state_edge`. */
export const MACHINES = {
  project: { table: 'projects', moves: PROJECT_MOVES },
  campaign: { table: 'campaigns', moves: CAMPAIGN_MOVES },
  contribution: { table: 'contributions', moves: CONTRIBUTION_MOVES },
  giver_check: { table: 'giver_checks', moves: GIVER_CHECK_MOVES },
  pledge: { table: 'pledges', moves: PLEDGE_MOVES },
  refund: { table: 'refunds', moves: REFUND_MOVES },
  refund_claim: { table: 'refund_claims', moves: REFUND_CLAIM_MOVES },
  dispute: { table: 'disputes', moves: DISPUTE_MOVES },
  dispute_answer: { table: 'dispute_answers', moves: DISPUTE_ANSWER_MOVES },
  refund_batch: { table: 'refund_batches', moves: REFUND_BATCH_MOVES },
  offline_sheet: { table: 'offline_sheets', moves: OFFLINE_SHEET_MOVES },
  endorsement: { table: 'endorsements', moves: ENDORSEMENT_MOVES },
  milestone: { table: 'milestones', moves: MILESTONE_MOVES },
  tranche: { table: 'tranches', moves: TRANCHE_MOVES },
  project_decision: { table: 'project_decisions', moves: PROJECT_DECISION_MOVES },
  purpose_change: { table: 'purpose_changes', moves: PURPOSE_CHANGE_MOVES },
  recovery: { table: 'recoveries', moves: RECOVERY_MOVES },
  organisation: { table: 'organisations', moves: ORGANISATION_MOVES },
  verification: { table: 'verifications', moves: VERIFICATION_MOVES },
  payee_account: { table: 'payee_accounts', moves: PAYEE_ACCOUNT_MOVES },
  operator_order: { table: 'operator_orders', moves: OPERATOR_ORDER_MOVES },
  top_up: { table: 'client_top_ups', moves: TOP_UP_MOVES },
  refill: { table: 'stripe_refills', moves: REFILL_MOVES },
  report: { table: 'reports', moves: REPORT_MOVES },
  grievance: { table: 'grievances', moves: GRIEVANCE_MOVES },
  commitment: { table: 'commitments', moves: COMMITMENT_MOVES },
  matching_fund: { table: 'matching_funds', moves: MATCHING_FUND_MOVES },
  matching_fund_question: { table: 'matching_fund_questions', moves: FUND_QUESTION_MOVES },
  match_reservation: { table: 'match_reservations', moves: RESERVATION_MOVES },
} as const satisfies Record<string, Machine>;

export type MachineName = keyof typeof MACHINES;

/** [machine, from, to] of every permitted move, as the migrate command writes it. */
export function allEdges(): [MachineName, string, string][] {
  return (Object.keys(MACHINES) as MachineName[]).flatMap((name) =>
    edgesOf(MACHINES[name].moves as StateTable<string>).map(
      ([from, to]): [MachineName, string, string] => [name, from, to],
    ),
  );
}
