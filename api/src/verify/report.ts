import type { VerifyLine } from './verify.js';

export interface VerifyReport {
  readonly ok: boolean;
  readonly lines: readonly VerifyLine[];
  /** What does not hold, and under `--seeded` what had nothing to look at. */
  readonly bad: readonly VerifyLine[];
}

/** On a seeded database an invariant that saw no row proves nothing, so it fails (ruling 46). */
export function judge(lines: readonly VerifyLine[], isSeeded: boolean): VerifyReport {
  const bad = lines.filter((line) => line.violations.length > 0 || (isSeeded && isBlind(line)));
  return { ok: bad.length === 0, lines, bad };
}

export function asText({ lines, bad }: VerifyReport): string {
  const rows = lines.flatMap((line) => [
    [
      line.id.padEnd(4),
      markOf(line).padEnd(18),
      `${String(line.examined).padStart(9)} rows`,
      `${String(line.milliseconds).padStart(6)} ms `,
      line.claim,
    ].join(' '),
    ...line.violations.map((violation) => `     ${JSON.stringify(violation)}`),
  ]);
  const held = lines.length - bad.length;
  return [...rows, `${String(held)} invariants hold, ${String(bad.length)} do not`].join('\n');
}

export function asJson({ ok, lines }: VerifyReport): string {
  return JSON.stringify({ ok, lines }, null, 2);
}

function markOf(line: VerifyLine): string {
  if (line.violations.length > 0) return 'VIOLATED';
  return isBlind(line) ? 'nothing to look at' : 'holds';
}

function isBlind({ examined, mayBeEmpty }: VerifyLine): boolean {
  return examined === 0 && !mayBeEmpty;
}
