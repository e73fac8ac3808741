import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACCOUNT_OPERATIONS } from './operations/accounts.operations.js';
import { MATCHING_OPERATIONS } from './operations/matching.operations.js';
import { MONEY_OPERATIONS } from './operations/money.operations.js';
import { OFFLINE_OPERATIONS } from './operations/offline.operations.js';
import { PROJECT_OPERATIONS } from './operations/projects.operations.js';
import { PUBLIC_OPERATIONS } from './operations/public.operations.js';
import { VOICE_OPERATIONS } from './operations/voice.operations.js';
import {
  OPERATIONS,
  mayCall,
  operationRow,
  type Access,
  type Actor,
  type OperationId,
  type OperationRow,
} from './policy.js';
import {
  ORGANISATION_ROLES,
  PLATFORM_ROLES,
  SECOND_FACTOR_ROLES,
  type OrganisationRole,
  type PlatformRole,
} from './roles.js';

const ids = Object.keys(OPERATIONS) as OperationId[];
const rows = ids.map((id): [OperationId, OperationRow] => [id, operationRow(id)]);
const KINDS = ['public', 'demo', 'signed-in', 'donor', 'platform', 'member', 'any-of'];

const NOBODY: Actor = { platformRoles: [], memberRoles: [] };
const actors: fc.Arbitrary<Actor> = fc.record({
  platformRoles: fc.subarray<PlatformRole>([...PLATFORM_ROLES]),
  memberRoles: fc.subarray<OrganisationRole>([...ORGANISATION_ROLES]),
});

/** The roles an access names, of both kinds. */
function rolesOf(access: Access): readonly string[] {
  if (access.kind === 'any-of') return [...access.platform, ...access.member];
  return access.kind === 'platform' || access.kind === 'member' ? access.roles : [];
}

describe('the policy table (law 7)', () => {
  it('loses no row where its parts meet', () => {
    const parts = [
      ACCOUNT_OPERATIONS,
      PROJECT_OPERATIONS,
      MONEY_OPERATIONS,
      MATCHING_OPERATIONS,
      OFFLINE_OPERATIONS,
      PUBLIC_OPERATIONS,
      VOICE_OPERATIONS,
    ];
    const named = parts.flatMap((part) => Object.keys(part));
    expect(named.sort()).toEqual([...ids].sort());
  });

  it('has each method and path once, whatever its parameters are called', () => {
    const addresses = rows.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ':')}`);
    const twice = addresses.filter((address, place) => addresses.indexOf(address) !== place);
    expect(twice).toEqual([]);
  });

  it.each(rows)('%s is well formed', (id, { method, path, access }) => {
    expect(id).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/);
    expect(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).toContain(method);
    expect(path).toMatch(/^(\/([a-z0-9]+(-[a-z0-9]+)*|:[a-z]+[A-Za-z]*))+$/);
    expect(KINDS).toContain(access.kind);
  });

  it.each(rows)(
    '%s names roles that exist, and at least one where it names any',
    (_, { access }) => {
      const known: readonly string[] = [...PLATFORM_ROLES, ...ORGANISATION_ROLES];
      const roles = rolesOf(access);
      expect(roles.filter((role) => !known.includes(role))).toEqual([]);
      expect(new Set(roles).size).toBe(roles.length);
      const isByRole = ['platform', 'member', 'any-of'].includes(access.kind);
      expect(roles.length > 0).toBe(isByRole);
    },
  );

  it('keeps the address of a thing out of the hands of visitors unless it is public by name', () => {
    const open = rows.filter(
      ([, { method, access }]) => method !== 'GET' && access.kind === 'public',
    );
    expect(open.map(([id]) => id).sort()).toEqual([
      'accounts.open-guest-session',
      'accounts.request-guest-link',
      'accounts.request-password-reset',
      'accounts.reset-password',
      'accounts.second-factor',
      'accounts.sign-in',
      'accounts.sign-out',
      'accounts.sign-up',
      'accounts.verify-email',
      'contributions.announce-transfer',
      'contributions.start',
      'contributions.start-pledge',
      'payments.receive-stripe-event',
      'voice.accept-decision',
      'voice.file-grievance',
      'voice.read-grievance',
    ]);
  });
});

describe('ruling 41: the Idempotency-Key', () => {
  /** Papers move no money, and an event of the provider carries its own id. */
  const WITHOUT = [
    'disbursements.onboard-stripe-account',
    'disbursements.read-stripe-account',
    'disbursements.procurement-papers',
    'disbursements.name-supplier',
    'payments.receive-stripe-event',
  ];

  it('is asked for by every POST that creates money or approves it', () => {
    const posts = Object.entries<OperationRow>(MONEY_OPERATIONS).filter(
      ([, { method }]) => method === 'POST',
    );
    const without = posts.filter(([, { idempotencyKey }]) => idempotencyKey !== true);
    expect(without.map(([id]) => id).filter((id) => !WITHOUT.includes(id))).toEqual([]);
    expect(posts.length).toBeGreaterThan(WITHOUT.length);
  });

  it('is asked for by POSTs only', () => {
    const others = rows.filter(([, row]) => row.idempotencyKey === true && row.method !== 'POST');
    expect(others).toEqual([]);
  });
});

describe('who may call', () => {
  it.each(rows)('%s: exactly those the row names, and nobody by two halves', (_, { access }) => {
    fc.assert(
      fc.property(actors, (actor) => {
        const held: string[] = [...actor.platformRoles, ...actor.memberRoles];
        const byRole = rolesOf(access).some((role) => held.includes(role));
        const isOpen = !['platform', 'member', 'any-of'].includes(access.kind);
        expect(mayCall(access, actor)).toBe(isOpen || byRole);
      }),
      { numRuns: 25 },
    );
  });

  it.each(rows)('%s: a visitor only where it is public', (_, { access }) => {
    expect(mayCall(access, null)).toBe(access.kind === 'public' || access.kind === 'demo');
  });

  it.each(rows)('%s: a guest only where donors may', (_, { access }) => {
    const isForGuests = ['public', 'demo', 'donor'].includes(access.kind);
    expect(mayCall(access, null, true)).toBe(isForGuests);
  });

  it('an account without any role opens no door of a role', () => {
    const doors = rows.filter(
      ([, { access }]) => mayCall(access, NOBODY) && rolesOf(access).length,
    );
    expect(doors).toEqual([]);
  });
});

describe('domain 3.3: what no role may do', () => {
  const mayByRole = (id: OperationId) => rolesOf(operationRow(id).access);

  it('R73: who prepares a tranche does not approve one', () => {
    const makers = mayByRole('disbursements.prepare');
    expect(makers).toEqual(['finance_maker']);
    expect(mayByRole('disbursements.approve')).toEqual(['finance_checker']);
  });

  it('an auditor reads and never writes', () => {
    const writes = rows.filter(
      ([, { method, access }]) => method !== 'GET' && rolesOf(access).includes('auditor'),
    );
    expect(writes.map(([id]) => id)).toEqual([]);
  });

  it.each(['la_focal_point', 'la_mayor', 'la_accountant', 'platform_reviewer', 'administrator'])(
    '%s neither prepares nor approves a payment nor reads a bank file',
    (role) => {
      for (const id of [
        'disbursements.prepare',
        'disbursements.approve',
        'disbursements.verify-payee',
        'disbursements.import-statement',
        'disbursements.payment-file',
      ] as const) {
        expect(mayByRole(id)).not.toContain(role);
      }
    },
  );

  it('R97: what a grievance says is read by the officer alone', () => {
    const voice = ids.filter(
      (id) => /^voice\./.test(id) && rolesOf(operationRow(id).access).length > 0,
    );
    expect(voice.length).toBeGreaterThan(5);
    expect(new Set(voice.flatMap(mayByRole))).toEqual(new Set(['grievance_officer']));
  });

  it('a mayor does not answer for the own milestone', () => {
    expect(mayByRole('milestones.answer-case')).toEqual(['volunteer_verifier', 'hta_verifier']);
  });
});

describe('ruling 38: the second factor', () => {
  it('is asked of everybody who reviews, verifies, makes or checks', () => {
    for (const role of [
      'platform_reviewer',
      'finance_maker',
      'finance_checker',
      'volunteer_verifier',
      'hta_verifier',
      'administrator',
    ] as const) {
      expect(SECOND_FACTOR_ROLES).toContain(role);
    }
  });

  it('is asked of every role of the platform that writes anything', () => {
    const writers = rows
      .filter(([, { method }]) => method !== 'GET')
      .flatMap(([, { access }]) => rolesOf(access))
      .filter((role) => PLATFORM_ROLES.some((name) => name === role));
    const without = writers.filter((role) => !SECOND_FACTOR_ROLES.some((name) => name === role));
    expect([...new Set(without)]).toEqual([]);
  });
});
