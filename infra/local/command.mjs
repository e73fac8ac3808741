// Runs other programs with their talk kept back until it is needed.
import { spawn } from 'node:child_process';

const VERBOSE = Boolean(process.env.VERBOSE);
const KEPT_CHARACTERS = 400_000;

export class CommandFailed extends Error {
  /**
   * @param {string} label
   * @param {number | string} exit
   * @param {string} output
   */
  constructor(label, exit, output) {
    super(`${label} ended with ${exit}`);
    this.name = 'CommandFailed';
    this.exit = exit;
    this.output = output;
  }
}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [label]
 * @property {number} [limitMs]
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {(line: string) => void} [onText]
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} everything it printed
 */
export function run(command, args, { label = command, limitMs = 0, onText, ...options } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      const text = chunk.toString();
      output = (output + text).slice(-KEPT_CHARACTERS);
      if (VERBOSE) process.stderr.write(text);
      onText?.(text);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = limitMs > 0 ? setTimeout(() => child.kill('SIGKILL'), limitMs) : undefined;
    child.once('error', (error) => {
      clearTimeout(timer);
      failed(new CommandFailed(label, error.message, output));
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) done(output);
      else failed(new CommandFailed(label, signal ?? `exit code ${code}`, output));
    });
  });
}

/** @param {string} file @param {readonly string[]} args @param {RunOptions} [options] */
export const runNode = (file, args, options) => run(process.execPath, [file, ...args], options);
