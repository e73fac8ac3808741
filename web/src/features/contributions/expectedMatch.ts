/** What was announced when the donor went to pay, to be compared with what came of it. */
export function keepExpectedMatch(contributionId: string, minor: number): void {
  sessionStorage.setItem(placeOf(contributionId), String(minor));
}

export function expectedMatch(contributionId: string): number {
  return Number(sessionStorage.getItem(placeOf(contributionId)) ?? 0);
}

const placeOf = (contributionId: string) => `vatra.match.${contributionId}`;
