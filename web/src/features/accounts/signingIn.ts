const NAME = 'vatra.signing-in';

/** The address between password and code, kept for this tab so that a reload does not lose it. */
export function rememberSigningIn(email: string): void {
  sessionStorage.setItem(NAME, email);
}

export function signingInAs(): string {
  return sessionStorage.getItem(NAME) ?? '';
}
