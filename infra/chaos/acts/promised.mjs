// What an act hands back: what people were told, and how to look whether it came true.

/**
 * @typedef {object} Promised
 * @property {string} what
 * @property {() => Promise<boolean>} isKept looked at until it is, or for good when all is quiet
 *
 * @typedef {object} Stage what acts need
 * @property {import('../scene.mjs').Scene} scene
 * @property {import('../books.mjs').Books} books
 * @property {import('../random.mjs').Random} random
 * @property {Given} [given] a gift that an act is about
 *
 * @typedef {{ email: string, id: string, key: string }} Given
 */

export const ANSWER_LOST = 'http.idempotency-answer-lost';

let last = 0;

/** Distinguishes people, references and files of one run of the program. */
export function nextNumber() {
  last += 1;
  return last;
}

/**
 * The request was carried out and its answer went down with the process: whoever asked goes on from
 * what has become true.
 *
 * @template T
 * @param {Promise<T>} asking
 * @returns {Promise<T | null>}
 */
export async function orLost(asking) {
  return asking.catch((error) => {
    if (error.code !== ANSWER_LOST) throw error;
    return null;
  });
}
