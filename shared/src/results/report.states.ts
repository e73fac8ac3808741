import type { StateTable } from '../states/state-table.js';

/** Domain 3.4 "Report", without the reminders: completion, 6 and 12 months after. */
export type ReportState = 'due' | 'submitted' | 'returned' | 'accepted';

export const REPORT_MOVES: StateTable<ReportState> = {
  due: ['submitted'],
  submitted: ['returned', 'accepted'],
  returned: ['submitted'],
  accepted: [],
};
