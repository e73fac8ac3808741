/** The contributions of one payer, joined by what they share (ruling 21). */
export interface PayerGroup {
  readonly netMinor: number;
  /** A payment without any key is somebody's money but nobody's name: it is no payer (R38). */
  readonly isKnown: boolean;
}

/** The key under which a contribution itself finds its group again. */
export function ownKey(contributionId: string): string {
  return `contribution:${contributionId}`;
}

const NAMELESS = 'nameless:';

/** The key of money whose givers nobody named: one source together (R39), and no payer (R38). */
export function namelessKey(sheetId: string): string {
  return NAMELESS + sheetId;
}

/**
 * Joins contributions into payers, starting from the groups that a batch's keys already belong to.
 * A contribution that shares keys with two groups makes one of them; the older (smaller) id stays.
 */
export class PayerGroups {
  private readonly joined = new Map<string, string>();
  private readonly touchedKeys = new Set<string>();
  private gained = 0;

  constructor(
    private readonly groupOfKey: Map<string, string>,
    private readonly groups: Map<string, PayerGroup>,
  ) {}

  add(creditId: string, contributionId: string, keys: readonly string[], netMinor: number): void {
    const allKeys = [...keys, ownKey(contributionId)];
    const met = [...new Set(allKeys.flatMap((key) => this.groupOfKey.get(key) ?? []))].sort();
    const target = met[0] ?? creditId;
    const isKnown = keys.some((key) => !key.startsWith(NAMELESS));
    let sum: PayerGroup = { netMinor, isKnown };
    for (const id of met) {
      const group = this.remove(id);
      sum = { netMinor: sum.netMinor + group.netMinor, isKnown: sum.isKnown || group.isKnown };
      if (id !== target) this.redirect(id, target);
    }
    this.put(target, sum);
    for (const key of allKeys) this.assign(key, target);
  }

  take(contributionId: string, netMinor: number): void {
    const id = this.groupOfKey.get(ownKey(contributionId));
    if (id === undefined) throw new Error(`No payer of contribution ${contributionId}`);
    const group = this.remove(id);
    this.put(id, { ...group, netMinor: group.netMinor - netMinor });
  }

  /** How many payers there are more (or fewer) than before. */
  payersGained(): number {
    return this.gained;
  }

  current(): ReadonlyMap<string, PayerGroup> {
    return this.groups;
  }

  /** Groups that are now part of an older one, each with the one that took it in. */
  absorbed(): ReadonlyMap<string, string> {
    return this.joined;
  }

  /** The group of each key that is new or has moved. */
  assignments(): Map<string, string> {
    return new Map([...this.touchedKeys].map((key) => [key, this.groupOfKey.get(key) ?? '']));
  }

  private remove(id: string): PayerGroup {
    const group = this.groups.get(id);
    if (group === undefined) throw new Error(`Payer group ${id} was not loaded`);
    this.groups.delete(id);
    if (isPayer(group)) this.gained -= 1;
    return group;
  }

  private put(id: string, group: PayerGroup): void {
    this.groups.set(id, group);
    if (isPayer(group)) this.gained += 1;
  }

  private redirect(from: string, to: string): void {
    for (const [id, target] of this.joined) if (target === from) this.joined.set(id, to);
    this.joined.set(from, to);
    for (const [key, id] of this.groupOfKey) if (id === from) this.assign(key, to);
  }

  private assign(key: string, id: string): void {
    this.groupOfKey.set(key, id);
    this.touchedKeys.add(key);
  }
}

function isPayer({ isKnown, netMinor }: PayerGroup): boolean {
  return isKnown && netMinor > 0;
}
