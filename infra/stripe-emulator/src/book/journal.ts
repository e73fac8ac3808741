import { closeSync, existsSync, fdatasync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { createReadStream, truncateSync, write } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const writeBytes = promisify(write);
const syncData = promisify(fdatasync);
const LINE_FEED = 10;

/** Where changes are kept. `append` resolves when the line will survive a crash. */
export interface Journal {
  append(line: string): Promise<void>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** For tests and trials: nothing outlives the process. */
export const memoryJournal: Journal = {
  append: () => Promise.resolve(),
  empty: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** Calls `take` for every whole line; a torn last line (the process died while writing it) is cut off. */
export async function readJournal(path: string, take: (line: string) => void): Promise<void> {
  if (!existsSync(path)) return;
  let rest = Buffer.alloc(0);
  let whole = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    let buffer = Buffer.concat([rest, chunk as Buffer]);
    for (let end = buffer.indexOf(LINE_FEED); end >= 0; end = buffer.indexOf(LINE_FEED)) {
      take(buffer.toString('utf8', 0, end));
      whole += end + 1;
      buffer = buffer.subarray(end + 1);
    }
    rest = buffer;
  }
  if (rest.length) truncateSync(path, whole);
}

/** An append-only file. Lines that arrive while one sync runs share the next one. */
export class FileJournal implements Journal {
  readonly #path: string;
  #descriptor: number;
  #waiting: string[] = [];
  #round: Promise<void> | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#path = path;
    this.#descriptor = openSync(path, 'a');
  }

  append(line: string): Promise<void> {
    this.#waiting.push(line);
    this.#round ??= this.#last.then(() => this.#flush());
    return this.#round;
  }

  #flush(): Promise<void> {
    const text = `${this.#waiting.join('\n')}\n`;
    this.#waiting = [];
    this.#round = null;
    this.#last = this.#write(Buffer.from(text));
    return this.#last;
  }

  async #write(bytes: Buffer): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await writeBytes(this.#descriptor, bytes, done);
      done += bytesWritten;
    }
    await syncData(this.#descriptor);
  }

  async empty(): Promise<void> {
    await this.#settled();
    closeSync(this.#descriptor);
    this.#descriptor = openSync(this.#path, 'w');
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    this.#descriptor = openSync(this.#path, 'a');
  }

  async close(): Promise<void> {
    await this.#settled();
    closeSync(this.#descriptor);
  }

  async #settled(): Promise<void> {
    await (this.#round ?? this.#last);
    await this.#last;
  }
}
