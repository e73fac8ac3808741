import type { Socket } from 'node:net';

export interface HeldCall {
  readonly id: number;
  readonly call: string;
  readonly when: 'before' | 'after';
}

interface Holding extends HeldCall {
  readonly letGo: (goesOn: boolean) => void;
}

/** Calls that stand still until somebody lets them go, so that a test can stop the caller in between. */
export class Holds {
  readonly #held = new Map<number, Holding>();
  #count = 0;

  /** Resolves to whether the call goes on; it does not when its caller is gone. */
  hold(call: string, when: 'before' | 'after', socket: Socket): Promise<boolean> {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve) => {
      const letGo = (goesOn: boolean): void => {
        if (!this.#held.delete(id)) return;
        socket.off('close', onClose);
        resolve(goesOn);
      };
      const onClose = (): void => {
        letGo(false);
      };
      this.#held.set(id, { id, call, when, letGo });
      socket.once('close', onClose);
      if (socket.destroyed) letGo(false);
    });
  }

  list(): HeldCall[] {
    return [...this.#held.values()].map(({ id, call, when }) => ({ id, call, when }));
  }

  /** Lets all go, and says how many there were. */
  release(): number {
    const waiting = [...this.#held.values()];
    for (const { letGo } of waiting) letGo(true);
    return waiting.length;
  }
}
