import { describe, expect, it } from 'vitest';
import type { DemoPersonView } from '@vatra/shared/accounts/accounts.views';
import { groupsOf } from './useDemoPeople';

const duty = (dueAt: string | null) => ({ kind: 'duty.x.y', dueAt }) as DemoPersonView['duty'];
const mayor = (name: string, waiting: DemoPersonView['duty']) =>
  ({ id: name, name, role: 'la_mayor', duty: waiting }) as DemoPersonView;

describe('the people of the demonstration', () => {
  it('stand with those first for whom something waits, the nearest day before the others', () => {
    const people = [
      mayor('idle', null),
      mayor('any day', duty(null)),
      mayor('January', duty('2027-01-06T10:00:00Z')),
      mayor('December', duty('2026-12-07T10:00:00Z')),
    ];
    const [group] = groupsOf(people);
    expect(group?.people.map(({ name }) => name)).toEqual([
      'December',
      'January',
      'any day',
      'idle',
    ]);
  });
});
