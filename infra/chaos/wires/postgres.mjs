// Reads along what a process says to PostgreSQL, statement by statement, so that it can be killed at
// an exact point: before a COMMIT is forwarded, after it but before the answer, after the answer.

const HEADER = 5;
const STARTUP_LENGTH = 4;
const READY = 'Z'.charCodeAt(0);
const QUERY = 'Q'.charCodeAt(0);
const PARSE = 'P'.charCodeAt(0);
const BIND = 'B'.charCodeAt(0);
const SYNC = 'S'.charCodeAt(0);

/**
 * @typedef {object} Step what is about to be forwarded
 * @property {boolean} isCommit
 * @property {string} text of the statement, or of all statements of the transaction when it commits
 *
 * @typedef {'before' | 'withheld' | 'after'} Moment before forwarding; done there, answer held back; answer given
 */

/** Cuts a stream of typed messages into whole ones. */
export class Messages {
  constructor(hasStartup = false) {
    /** @type {Buffer} */
    this.rest = Buffer.alloc(0);
    this.hasStartup = hasStartup;
  }

  /** @param {Buffer} bytes @returns {Buffer[]} */
  take(bytes) {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    const whole = [];
    for (let size = this.nextSize(); size !== null && this.rest.length >= size;) {
      whole.push(this.rest.subarray(0, size));
      this.rest = this.rest.subarray(size);
      this.hasStartup = false;
      size = this.nextSize();
    }
    return whole;
  }

  nextSize() {
    if (this.hasStartup) {
      return this.rest.length < STARTUP_LENGTH ? null : this.rest.readInt32BE(0);
    }
    return this.rest.length < HEADER ? null : 1 + this.rest.readInt32BE(1);
  }
}

/** What one connection has said: the open statement and the statements of the open transaction. */
export class Conversation {
  constructor() {
    /** @type {string[]} */
    this.said = [];
    /** @type {string[] | null} null = no transaction is open */
    this.transaction = null;
    /** What was said once and is only named from then on. @type {Map<string, string>} */
    this.prepared = new Map();
  }

  /**
   * @param {Buffer} message
   * @returns {Step | null} when the message makes the server work
   */
  hear(message) {
    const type = message[0];
    if (type === QUERY || type === PARSE || type === BIND) {
      const words = message.subarray(HEADER).toString('latin1');
      this.said.push(...(type === BIND ? [this.meant(words)] : []), words);
      if (type === PARSE) this.remember(words);
    }
    if (type !== QUERY && type !== SYNC) return null;
    const text = this.said.join('\n');
    this.said = [];
    return this.judge(text);
  }

  /** @param {string} words name and text of a statement */
  remember(words) {
    const [name = '', text = ''] = words.split('\0');
    this.prepared.set(name, text);
  }

  /** @param {string} words portal and name of a statement, and its values @returns {string} the statement */
  meant(words) {
    const [, name = ''] = words.split('\0', 2);
    return this.prepared.get(name) ?? '';
  }

  /** @param {string} text @returns {Step} */
  judge(text) {
    if (/^(BEGIN|START TRANSACTION)\b/i.test(text)) {
      this.transaction = [];
      return { isCommit: false, text };
    }
    if (/^COMMIT\b/i.test(text)) {
      const all = [...(this.transaction ?? []), text].join('\n');
      this.transaction = null;
      return { isCommit: true, text: all };
    }
    if (/^ROLLBACK\b(?! TO)/i.test(text)) this.transaction = null;
    this.transaction?.push(text);
    return { isCommit: false, text };
  }
}

/** Messages that belong to a statement which is complete only with its Sync. */
const PIECES = new Set([...'PBDEC'].map((letter) => letter.charCodeAt(0)));

/**
 * @typedef {object} Judge
 * @property {(moment: Moment, step: Step) => boolean} wants whether somebody waits for this moment of the step
 * @property {(moment: Moment, step: Step) => boolean} strikes the moment has come; true = the process is dead now
 *
 * @param {Judge} judge
 * @returns {(line: import('./tcp.mjs').Line) => import('./tcp.mjs').Watcher}
 */
export function watchPostgres(judge) {
  return ({ near, far }) => {
    const asked = new Messages(true);
    const answered = new Messages();
    const conversation = new Conversation();
    /** @type {Buffer[]} pieces of the statement that is not complete */
    let pieces = [];
    /** @type {Buffer[]} an answer that is held back */
    let withheld = [];
    /** @type {Step[]} steps whose answer is on its way */
    const open = [];

    /** @param {Buffer} message */
    const forward = (message) => {
      const step = conversation.hear(message);
      pieces.push(message);
      if (step === null && PIECES.has(message[0] ?? 0)) return;
      if (step !== null) {
        if (judge.strikes('before', step)) return;
        open.push(step);
      }
      if (far.writable) far.write(Buffer.concat(pieces));
      pieces = [];
    };

    /** @param {Buffer} message */
    const answer = (message) => {
      const step = open[0];
      const isEnd = message[0] === READY && step !== undefined;
      if (isEnd) open.shift();
      withheld.push(message);
      if (step !== undefined && judge.wants('withheld', step)) {
        if (!isEnd || judge.strikes('withheld', step)) return;
      }
      if (near.writable) near.write(Buffer.concat(withheld));
      withheld = [];
      if (isEnd) judge.strikes('after', step);
    };
    return {
      out: (bytes) => asked.take(bytes).forEach(forward),
      back: (bytes) => answered.take(bytes).forEach(answer),
    };
  };
}
