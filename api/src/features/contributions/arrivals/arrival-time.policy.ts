/** A statement knows days: noon of the value date stands for them, and nothing arrives in the future. */
export function arrivedAt(valueOn: string, now: Date): Date {
  const noon = new Date(`${valueOn}T12:00:00Z`);
  return noon < now ? noon : now;
}
