/** Who must bring how much of a tier's budget (R8); programmes differ only in these numbers. */
export interface CofinancingProfile {
  readonly authorityPercentMin: number;
  /** How much of the authority's share may be goods and work. */
  readonly inKindOfAuthorityPercentMax: number;
  readonly diasporaPercentMin: number;
}

export const DEFAULT_PROFILE: CofinancingProfile = {
  authorityPercentMin: 10,
  inKindOfAuthorityPercentMax: 50,
  diasporaPercentMin: 10,
};
