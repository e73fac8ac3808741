import { Instant } from '../rules/text.rules.js';

export class MoveClockDto {
  /** Business time to move to; later than now. */
  @Instant()
  to!: string;
}
