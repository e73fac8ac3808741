import { describe, expect, it } from 'vitest';
import type { DeclareCommitmentDto } from '@vatra/shared/matching/commitments.dto';
import type { NeedSectionDto } from '@vatra/shared/projects/projects.dto';
import type { ReportMilestoneDto } from '@vatra/shared/milestones/milestones.dto';
import { ApiRefusal, ApiUnreachable } from '../../platform/api/refusal';
import { fieldOf } from './formContext';
import { useDtoForm, type DtoForm } from './useDtoForm';

const FILE_ID = '0198f0de-8a10-7c33-9d5e-0a4f5f4f4f01';

const commitmentForm = (values: Partial<DeclareCommitmentDto>) =>
  useDtoForm<DeclareCommitmentDto>(
    async () => (await import('@vatra/shared/matching/commitments.dto')).DeclareCommitmentDto,
    values,
  );

const COMPLETE = {
  decisionNumber: '14/3',
  decisionDate: '2026-11-02',
  cashMinor: 300_000,
  inKindMinor: 0,
  budgetCode: '6402',
  fileId: FILE_ID,
};

function register(form: DtoForm<object>, ...paths: string[]): void {
  for (const path of paths) form.register({ id: path, path, label: path, unread: null });
}

const paths = (form: DtoForm<object>) => form.refusals.value.map(({ path }) => path);

describe('useDtoForm', () => {
  it('R9: asks for number, date, file and budget code with the rules of the api', async () => {
    const form = commitmentForm({ cashMinor: 1, inKindMinor: 0 });
    expect(await form.check()).toBeNull();
    expect(paths(form).sort()).toEqual(['budgetCode', 'decisionDate', 'decisionNumber', 'fileId']);
    expect(new Set(form.refusals.value.map(({ code }) => code))).toEqual(new Set(['v.missing']));
  });

  it('hands over the checked DTO with trimmed texts', async () => {
    const form = commitmentForm({ ...COMPLETE, decisionNumber: '  14/3 ' });
    const dto = await form.check();
    expect(dto?.constructor.name).toBe('DeclareCommitmentDto');
    expect(dto).toMatchObject(COMPLETE);
  });

  it('tells the bounds of a broken rule, so that words can name them', async () => {
    const form = commitmentForm({ ...COMPLETE, decisionNumber: 'x'.repeat(41) });
    await form.check();
    expect(form.refusals.value).toEqual([
      { path: 'decisionNumber', code: 'v.text', params: { min: 1, max: 40 } },
    ]);
  });

  it('reports a missing translation at its own field, not at the pair', async () => {
    const form = useDtoForm<NeedSectionDto>(
      async () => (await import('@vatra/shared/projects/projects.dto')).NeedSectionDto,
      { title: { ro: 'Fântână' } },
    );
    register(form, 'title.ro', 'title.en', 'problem.ro', 'problem.en');
    await form.check();
    expect(paths(form)).toEqual(expect.arrayContaining(['title.en', 'problem.ro', 'problem.en']));
    expect(paths(form)).not.toContain('problem');
  });

  it('names the row in which a rule is broken', async () => {
    const form = useDtoForm<ReportMilestoneDto>(
      async () => (await import('@vatra/shared/milestones/milestones.dto')).ReportMilestoneDto,
      {
        narrative: 'The twelve lamps hang.',
        photos: [],
        papers: [],
        invoices: [
          { fileId: FILE_ID, supplier: 'Lux SRL', number: '7', date: '2026-10-01', amountMinor: 0 },
        ],
      },
    );
    await form.check();
    expect(paths(form)).toEqual(['invoices.0.amountMinor']);
  });

  it('complains about what cannot be read instead of calling it missing', async () => {
    const form = commitmentForm({ ...COMPLETE, cashMinor: undefined });
    form.register({ id: 'a', path: 'cashMinor', label: 'Cash', unread: 'v.amount-unreadable' });
    await form.check();
    expect(form.refusals.value).toEqual([
      { path: 'cashMinor', code: 'v.amount-unreadable', params: {} },
    ]);
  });

  it('puts refusals of the api beside the fields its pointers name', async () => {
    const form = commitmentForm(COMPLETE);
    const sent = await form.send(() =>
      Promise.reject(
        new ApiRefusal({
          status: 422,
          code: 'http.invalid',
          errors: [{ pointer: '/decisionDate', code: 'matching.date-in-future' }],
        }),
      ),
    );
    expect(sent).toBe(false);
    expect(form.refusals.value).toEqual([
      { path: 'decisionDate', code: 'matching.date-in-future', params: {} },
    ]);
    expect(form.isSending.value).toBe(false);
  });

  it('keeps the words when nobody answers', async () => {
    const form = commitmentForm(COMPLETE);
    await form.send(() => Promise.reject(new ApiUnreachable('offline')));
    expect(form.refusals.value).toEqual([{ path: '', code: 'web.unreachable', params: {} }]);
    expect(form.values.decisionNumber).toBe('14/3');
  });

  it('does not hide a bug as a refusal', async () => {
    const form = commitmentForm(COMPLETE);
    await expect(form.send(() => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });
});

describe('the field of a refusal', () => {
  const field = (path: string) => ({ id: path, path, label: path, unread: null });

  it('is the one at its path, the first inside, or the nearest around', () => {
    const fields = [
      field('title.ro'),
      field('title.en'),
      field('lines'),
      field('lines.0.quoteFileIds'),
    ];
    expect(fieldOf(fields, 'title.en')?.path).toBe('title.en');
    expect(fieldOf(fields, 'title')?.path).toBe('title.ro');
    expect(fieldOf(fields, 'lines.0.quoteFileIds.2')?.path).toBe('lines.0.quoteFileIds');
    expect(fieldOf(fields, 'lines.7.unit')?.path).toBe('lines');
    expect(fieldOf(fields, '')).toBeNull();
  });
});
