/** What is wrong with one part of a request, at a JSON pointer into its body. */
export interface ProblemDetail {
  readonly pointer: string;
  /** A stable word of the catalogues, `v.amount` or `contributions.below-minimum`. */
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** RFC 9457 problem JSON as every refusal leaves the api. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly instance: string;
  readonly requestId: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly ProblemDetail[];
}
