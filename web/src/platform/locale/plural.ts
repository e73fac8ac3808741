const ORDER = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

/**
 * The rule that picks among the forms `one | few | other` of a message. The forms stand in the order
 * of Unicode's categories, only those the language has; the last form stands in for missing ones.
 */
export function pluralRule(locale: string): (count: number, forms: number) => number {
  const rules = new Intl.PluralRules(locale);
  const known = rules.resolvedOptions().pluralCategories;
  const categories = ORDER.filter((category) => known.includes(category));
  return (count, forms) => Math.min(categories.indexOf(rules.select(count)), forms - 1);
}
