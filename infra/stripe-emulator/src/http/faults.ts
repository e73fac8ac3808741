import type { Fault, Knobs } from '../control/knobs.js';
import type { Exchange } from './exchange.js';

/** Takes the next ordered trouble that fits this call, and uses it up. */
export function takeFault(knobs: Knobs, call: string): Fault | null {
  const fault = knobs.faults.find(({ remaining, only }) => remaining > 0 && call.startsWith(only));
  if (!fault) return null;
  fault.remaining -= 1;
  if (fault.remaining === 0) knobs.faults.splice(knobs.faults.indexOf(fault), 1);
  return fault;
}

/** Whether the caller is not to hear anything, and the work is not even begun. */
export function isSilentBefore(fault: Fault | null): boolean {
  return fault?.when === 'before' && (fault.kind === 'reset' || fault.kind === 'hang');
}

/** Breaks an answer on its way. Gives back false when there is nothing to break and it is to be sent as it is. */
export function spoil({ request, response }: Exchange, fault: Fault | null, body: string): boolean {
  if (fault?.kind === 'reset') {
    request.socket.destroy();
    return true;
  }
  if (fault?.kind === 'truncated') {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.write(body.slice(0, Math.floor(body.length / 2)), () => request.socket.destroy());
    return true;
  }
  return fault?.kind === 'hang';
}
