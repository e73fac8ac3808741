export interface ClockView {
  /** Business time: what deadlines, receipts and value dates go by. */
  readonly now: string;
  readonly offsetSeconds: number;
  readonly movable: boolean;
}

export interface ClockMoveView {
  readonly id: string;
  readonly state: 'waiting' | 'moving' | 'done' | 'failed';
  readonly from: string;
  readonly to: string;
  readonly at: string;
  readonly stepsDone: number;
  readonly problem: string | null;
}

/** Demo mode only: a mail as its receiver would read it. */
export interface DemoMailView {
  readonly id: string;
  readonly to: string;
  readonly template: string;
  readonly subject: string;
  readonly text: string;
  readonly at: string;
}
