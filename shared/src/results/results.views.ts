import type { Localized } from '../localized.dto.js';
import type { PhotoView } from '../projects/projects.views.js';
import type { ReportState } from './report.states.js';

export interface IndicatorView {
  readonly id: string;
  readonly kind: 'output' | 'outcome';
  readonly name: Localized;
  readonly unit: string;
  readonly baseline: number;
  readonly target: number;
  readonly values: readonly {
    readonly value: number;
    readonly measuredOn: string;
    readonly method: string;
    readonly report: string;
  }[];
}

export interface ReportView {
  readonly id: string;
  readonly projectId: string;
  readonly kind: 'completion' | 'follow_up_6' | 'follow_up_12';
  readonly state: ReportState;
  readonly dueAt: string;
  readonly submittedAt: string | null;
  readonly acceptedAt: string | null;
  readonly narrative: string | null;
  readonly working: 'yes' | 'partly' | 'no' | null;
  readonly maintenancePaidMinor: number | null;
  readonly photos: readonly PhotoView[];
  readonly acceptanceProtocolPath: string | null;
  readonly reviewReason: string | null;
  readonly may: readonly string[];
}
