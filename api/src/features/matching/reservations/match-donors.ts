export interface MatchDonor {
  readonly capMinor: number;
  readonly matchedMinor: number;
}

/** The key under which a contribution itself finds its donor again. */
export function contributionKey(contributionId: string): string {
  return `contribution:${contributionId}`;
}

/**
 * Donors of one fund, for its cap per donor: gifts that share a card, an account, a verified address
 * or a person come from one (ruling 21). When two donors turn out to be one, the older id stays, and
 * what both were matched is kept even where it is above the cap.
 */
export class MatchDonors {
  private readonly joined = new Map<string, string>();
  private readonly assigned = new Map<string, string>();

  constructor(
    private readonly donorOfKey: Map<string, string>,
    private readonly donors: Map<string, MatchDonor>,
    private readonly capMinor: number,
  ) {}

  /** The donor of a gift; one that shares nothing with another is a donor by itself. */
  donorOf(contributionId: string, keys: readonly string[]): string {
    const own = [...keys, contributionKey(contributionId)];
    const met = [...new Set(own.flatMap((key) => this.donorOfKey.get(key) ?? []))].sort();
    const donorId = met[0] ?? contributionId;
    for (const other of met.slice(1)) this.join(other, donorId);
    if (!this.donors.has(donorId)) {
      this.donors.set(donorId, { capMinor: this.capMinor, matchedMinor: 0 });
    }
    for (const key of own) this.assign(key, donorId);
    return donorId;
  }

  restOf(donorId: string): number {
    return Math.max(0, this.capMinor - this.get(donorId).matchedMinor);
  }

  add(donorId: string, minor: number): void {
    const donor = this.get(donorId);
    this.donors.set(donorId, { ...donor, matchedMinor: donor.matchedMinor + minor });
  }

  current(): ReadonlyMap<string, MatchDonor> {
    return this.donors;
  }

  /** Donors that are now part of another one, each with the one that took it in. */
  absorbed(): ReadonlyMap<string, string> {
    return this.joined;
  }

  /** The donor of each key that is new or has moved. */
  assignments(): ReadonlyMap<string, string> {
    return this.assigned;
  }

  private join(from: string, to: string): void {
    const [older, younger] = [this.get(to), this.get(from)];
    const matchedMinor = older.matchedMinor + younger.matchedMinor;
    this.donors.set(to, { capMinor: Math.max(this.capMinor, matchedMinor), matchedMinor });
    this.donors.delete(from);
    for (const [id, target] of this.joined) if (target === from) this.joined.set(id, to);
    this.joined.set(from, to);
    for (const [key, id] of this.donorOfKey) if (id === from) this.assign(key, to);
  }

  private assign(key: string, donorId: string): void {
    this.donorOfKey.set(key, donorId);
    this.assigned.set(key, donorId);
  }

  private get(id: string): MatchDonor {
    const donor = this.donors.get(id);
    if (donor === undefined) throw new Error(`Donor ${id} of the matching fund was not loaded`);
    return donor;
  }
}
