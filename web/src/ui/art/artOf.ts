import type { CategoryCode } from '@vatra/shared/projects/categories';

const FILES = import.meta.glob<string>('./*.svg', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** The drawing that stands in for a photo, as an asset of its own: no script, no theme code. */
export function artOf(category: CategoryCode | 'town'): string {
  return FILES[`./${category}.svg`] ?? FILES['./town.svg'] ?? '';
}
