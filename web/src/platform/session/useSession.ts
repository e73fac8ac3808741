import { computed, readonly, shallowRef } from 'vue';
import type { MeView } from '@vatra/shared/accounts/accounts.views';
import type { OrganisationRole, PlatformRole, Role } from '@vatra/shared/policy/roles';
import { api } from '../api/client';
import { isRefusal } from '../api/refusal';
import { rememberSignedIn } from './signedInHint';

/** undefined: not asked yet; null: a visitor. Lives in the browser only. */
const me = shallowRef<MeView | null | undefined>(undefined);
let asking: Promise<MeView | null> | null = null;

/** Who is signed in. The api decides anew at each call; this only chooses what to show. */
export function useSession() {
  return {
    me: readonly(me),
    roles: computed(() => rolesOf(me.value ?? null)),
    ensure: () => (me.value === undefined ? reload() : Promise.resolve(me.value)),
    reload,
    signOut,
  };
}

function reload(): Promise<MeView | null> {
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}

async function ask(): Promise<MeView | null> {
  try {
    me.value = await api.get('/me');
  } catch (error) {
    if (!isRefusal(error) || error.status !== 401) throw error;
    me.value = null;
  }
  rememberSignedIn(me.value !== null);
  return me.value;
}

/** Ends the session and forgets what was typed on this device; the caller leaves the page. */
async function signOut(): Promise<void> {
  await api.delete('/sessions/current');
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith('vatra.kept.')) localStorage.removeItem(key);
  }
  rememberSignedIn(false);
  me.value = null;
}

/** Every role of a person, on the platform and in confirmed memberships. */
export function rolesOf(person: MeView | null): readonly Role[] {
  if (person === null) return [];
  const confirmed = person.memberships.filter(({ state }) => state === 'confirmed');
  return [
    ...new Set<PlatformRole | OrganisationRole>([
      ...person.platformRoles,
      ...confirmed.flatMap(({ roles }) => roles),
    ]),
  ];
}
