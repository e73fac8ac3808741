import { describe, expect, it } from '@jest/globals';
import { valueProblem } from './indicators.policy.js';

const planned = [
  { id: 'lamps', kind: 'output' },
  { id: 'safety', kind: 'outcome' },
] as const;
const required = { kinds: ['output'], today: '2026-11-22' } as const;
const value = (indicatorId: string, measuredOn = '2026-11-20') => ({ indicatorId, measuredOn });

describe('measured values of a report', () => {
  it('are in order when every output was measured and nothing else is told', () => {
    expect(valueProblem(planned, [value('lamps')], required)).toBeNull();
    expect(valueProblem(planned, [value('safety'), value('lamps')], required)).toBeNull();
  });

  it('R13: miss an output that was not measured', () => {
    expect(valueProblem(planned, [value('safety')], required)).toEqual({
      kind: 'missing',
      count: 1,
    });
  });

  it('are not of indicators the project does not have, nor twice of one', () => {
    expect(valueProblem(planned, [value('lamps'), value('benches')], required)).toEqual({
      kind: 'unknown',
      index: 1,
    });
    expect(valueProblem(planned, [value('lamps'), value('lamps')], required)).toEqual({
      kind: 'unknown',
      index: 1,
    });
  });

  it('are not measured on a day to come', () => {
    expect(valueProblem(planned, [value('lamps', '2026-11-23')], required)).toEqual({
      kind: 'future',
      index: 0,
    });
  });
});
