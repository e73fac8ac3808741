import { defineEvent } from '../../platform/outbox/events.js';

interface ReportFact extends Record<string, string> {
  reportId: string;
  projectId: string;
  kind: 'completion' | 'follow_up_6' | 'follow_up_12';
}

export const REPORT_DUE = defineEvent<ReportFact>('report.due');
export const REPORT_SUBMITTED = defineEvent<ReportFact>('report.submitted');
export const REPORT_RETURNED = defineEvent<ReportFact>('report.returned');
/** N8, N10: a report was accepted and can be read by everybody. */
export const REPORT_ACCEPTED = defineEvent<ReportFact>('report.accepted');
