import { bodyUnreadable } from '../errors/request-errors.js';

/** A form as sent: every leaf is a string, every bracket a level. Arrays are told from maps by the schema only. */
export type FormValue = string | FormTree;
export interface FormTree {
  [key: string]: FormValue;
}

const DEPTH_MAX = 12;
const FIELDS_MAX = 2_000;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

function emptyTree(): FormTree {
  return Object.create(null) as FormTree;
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw bodyUnreadable('Invalid request: the body is not valid URL-encoded text.');
  }
}

/** `a[b][0]` becomes a, b, 0; `a[]` becomes a and an empty step that is numbered on arrival. */
function stepsOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open < 0) return [name];
  const inner = name.slice(open);
  if (!/^(\[[^[\]]*\])+$/.test(inner))
    throw bodyUnreadable(`Invalid request: cannot read the parameter name ${name}.`);
  return [name.slice(0, open), ...inner.slice(1, -1).split('][')];
}

function place(tree: FormTree, steps: readonly string[], value: string): void {
  let level = tree;
  steps.forEach((step, index) => {
    const key = step === '' && index > 0 ? String(Object.keys(level).length) : step;
    if (FORBIDDEN.has(key)) throw bodyUnreadable('Invalid request: forbidden parameter name.');
    if (index === steps.length - 1) {
      level[key] = value;
      return;
    }
    const next = level[key];
    if (typeof next === 'string')
      throw bodyUnreadable(`Invalid request: ${steps[0] ?? ''} is both a value and an object.`);
    level = level[key] = next ?? emptyTree();
  });
}

/** Reads `application/x-www-form-urlencoded` text with Stripe's brackets. */
export function parseForm(text: string): FormTree {
  const tree = emptyTree();
  if (text === '') return tree;
  const fields = text.split('&');
  if (fields.length > FIELDS_MAX) throw bodyUnreadable('Invalid request: too many parameters.');
  for (const field of fields) {
    if (field === '') continue;
    const equals = field.indexOf('=');
    const name = decodeText(equals < 0 ? field : field.slice(0, equals));
    const steps = stepsOf(name);
    if (steps.length > DEPTH_MAX) throw bodyUnreadable('Invalid request: nested too deeply.');
    place(tree, steps, equals < 0 ? '' : decodeText(field.slice(equals + 1)));
  }
  return tree;
}
