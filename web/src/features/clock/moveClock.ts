import { api } from '../../platform/api/client';

const POLL_MS = 250;

export class ClockStopped extends Error {
  override readonly name = 'ClockStopped';
  readonly code = 'clock.stopped';
}

/** Asks for the move and waits until everything due on the way has been done. */
export async function moveClock(to: string): Promise<void> {
  const { id } = await api.post('/clock/moves', { body: { to } });
  for (;;) {
    const move = await api.get('/clock/moves/:id', { params: { id } });
    if (move.state === 'done') return;
    if (move.state === 'failed') throw new ClockStopped();
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}
