import type { Locale } from '../localized.dto.js';
import type { OrganisationRole, PlatformRole, Role } from '../policy/roles.js';

export interface MembershipView {
  readonly membershipId: string;
  readonly organisationId: string;
  readonly organisationSlug: string;
  readonly organisationName: string;
  readonly organisationKind: string;
  readonly roles: readonly OrganisationRole[];
  readonly voting: boolean;
  readonly state: 'invited' | 'confirmed' | 'ended';
}

/** The signed-in person as seen by themselves. */
export interface MeView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly platformRoles: readonly PlatformRole[];
  readonly memberships: readonly MembershipView[];
  readonly secondFactor: 'none' | 'enrolled';
  /** Some role of this person acts only with a second factor (ruling 38). */
  readonly secondFactorNeeded: boolean;
}

export interface SignInView {
  /** `second-factor`: the password was right, a code is still to come. */
  readonly next: 'signed-in' | 'second-factor';
}

export interface EmailVerifiedView {
  /** `sign-in`: the address had been proved before, and a link opens no second session. */
  readonly next: 'signed-in' | 'sign-in';
}

export interface SecondFactorEnrolmentView {
  readonly otpauthUri: string;
  readonly secret: string;
  readonly backupCodes: readonly string[];
}

export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly platformRoles: readonly PlatformRole[];
  readonly secondFactor: 'none' | 'enrolled';
}

/** Demo mode only: a person of the demonstration data who may be tried out. */
export interface DemoPersonView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role | 'donor';
  readonly organisationName: string | null;
  /** What waits for them first, so that whoever tries the demonstration finds work to do. */
  readonly duty: DutyView | null;
}

/** What a person is asked to do next, with the place to do it. The web says it in words. */
export interface DutyView {
  /** Stable word of the catalogues, `duty.vote-on-endorsement`. */
  readonly kind: string;
  readonly subjectId: string;
  readonly title: { readonly ro: string; readonly en: string } | null;
  readonly params: Readonly<Record<string, string | number>>;
  readonly dueAt: string | null;
  /** Path inside the web without the language, `/authority/projects/…`. */
  readonly path: string;
  readonly urgency: 'late' | 'soon' | 'open' | 'waiting';
}
