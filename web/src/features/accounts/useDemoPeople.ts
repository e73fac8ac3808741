import { computed } from 'vue';
import type { DemoPersonView } from '@vatra/shared/accounts/accounts.views';
import { isRefusal } from '../../platform/api/refusal';
import { useQuery } from '../../platform/queries/useQuery';
import { listDemoPeople } from './accounts.api';

/** The order in which a project meets them. */
const ORDER: readonly string[] = [
  'la_mayor',
  'la_focal_point',
  'la_accountant',
  'hta_board',
  'hta_member',
  'hta_verifier',
  'volunteer_verifier',
  'platform_reviewer',
  'finance_maker',
  'finance_checker',
  'administrator',
  'auditor',
  'grievance_officer',
  'donor',
];

/** Work without a date waits behind all that has one. */
const LAST_DAY = '9999-12-31';

export interface DemoGroup {
  readonly role: DemoPersonView['role'];
  readonly people: readonly DemoPersonView[];
}

/** The people of the demonstration, by role; empty where there is no demonstration. */
export function useDemoPeople() {
  const { data } = useQuery({ key: ['demo-people'], query: askPeople, staleTime: 60_000 });
  const people = computed(() => data.value ?? []);
  const groups = computed(() => groupsOf(people.value));
  return { people, groups };
}

async function askPeople(): Promise<readonly DemoPersonView[]> {
  try {
    return await listDemoPeople();
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

export function groupsOf(people: readonly DemoPersonView[]): DemoGroup[] {
  const roles = [...new Set(people.map(({ role }) => role))];
  const place = (role: string): number => (ORDER.includes(role) ? ORDER.indexOf(role) : 99);
  return roles
    .sort((a, b) => place(a) - place(b))
    .map((role) => ({ role, people: busyFirst(people.filter((person) => person.role === role)) }));
}

/** Those for whom something waits stand first, the most urgent before the others. */
function busyFirst(people: readonly DemoPersonView[]): DemoPersonView[] {
  const dueAt = ({ duty }: DemoPersonView) =>
    duty === null ? Infinity : Date.parse(duty.dueAt ?? LAST_DAY);
  return [...people].sort((a, b) => (dueAt(a) === dueAt(b) ? 0 : dueAt(a) - dueAt(b)));
}
