import { createHash } from 'node:crypto';
import type { ProjectSection } from '@vatra/shared/projects/projects.dto';
import type { SavedSections } from './project.record.js';

const PLAN: readonly ProjectSection[] = ['need', 'budget', 'funding', 'milestones'];
const SCOPE: readonly ProjectSection[] = ['budget'];

/** Says whether the plan is still the one that failed: a relaunch must change something. */
export function planDigest(sections: SavedSections): string {
  return digest(PLAN.map((section) => sections[section]));
}

/** Says whether what an association endorsed is still what is built. */
export function scopeDigest(sections: SavedSections): string {
  return digest(SCOPE.map((section) => sections[section]));
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map(sorted)))
    .digest('hex');
}

/** Keys in one order, however the database or a form has put them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
