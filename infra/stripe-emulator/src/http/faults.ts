import type { Fault, Knobs } from '../control/knobs.js';

/** Takes the next ordered trouble that fits this call, and uses it up. */
export function takeFault(knobs: Knobs, call: string): Fault | null {
  const fault = knobs.faults.find(({ remaining, only }) => remaining > 0 && call.startsWith(only));
  if (!fault) return null;
  fault.remaining -= 1;
  if (fault.remaining === 0) knobs.faults.splice(knobs.faults.indexOf(fault), 1);
  return fault;
}
