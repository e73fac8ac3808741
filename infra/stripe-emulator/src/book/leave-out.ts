/** An object without one of its members: what the book knows and an answer does not show. */
export function leaveOut<T extends object, K extends keyof T>(object: T, member: K): Omit<T, K> {
  const others = Object.entries(object).filter(([name]) => name !== member);
  return Object.fromEntries(others) as Omit<T, K>;
}
