import type {
  AgreementView,
  TrancheSheetView,
  TrancheView,
} from '@vatra/shared/disbursements/disbursements.views';
import type {
  MilestoneView,
  VerificationCaseView,
} from '@vatra/shared/milestones/milestones.views';
import type { CommitmentView } from '@vatra/shared/matching/commitments.views';
import type { Person } from './people.js';
import { uploadDrawing, uploadPaper } from './prepare.js';
import { projectOf, type Stage1, type Story } from './story.js';
import { priceOf } from './turns.js';

const SUPPLIER = 'Constructorul Demo SRL';
const SUPPLIER_NUMBER = 'DEMO-1003600000017';
const SUPPLIER_EMAIL = 'oficiu@constructorul.demo.vatra.example';

/** Mayor and operator sign, the association witnesses, the papers of R65 are handed in. */
export async function signAgreement({ staff }: Stage1, story: Story): Promise<void> {
  const agreement = `/projects/${projectOf(story)}/agreement`;
  const { mayor, focalPoint } = story.authority;
  const { textVersion } = await mayor.browser.get<AgreementView>(agreement);
  const signers = [
    [mayor, 'local_authority'],
    [story.association.board[0], 'association'],
    [staff.administrator, 'operator'],
  ] as const;
  for (const [signer, party] of signers) {
    await signer?.browser.post(`${agreement}/signatures`, { textVersion, party });
  }
  await focalPoint.browser.post(`/projects/${projectOf(story)}/procurement-papers`, {
    planFileId: await uploadPaper(focalPoint.browser, 'document', 'Plan de achiziții'),
    conflictDeclarationsFileId: await uploadPaper(
      focalPoint.browser,
      'document',
      'Declarații privind conflictul de interese',
    ),
  });
}

export function tranchesOf({ staff }: Stage1, story: Story): Promise<readonly TrancheView[]> {
  return staff.makers[0].browser.list<TrancheView>(`/projects/${projectOf(story)}/tranches`);
}

/** The maker prepares what is due, and no checker has looked at it yet. */
export async function prepareDueTranches(stage: Stage1, story: Story): Promise<void> {
  for (const tranche of await tranchesOf(stage, story)) {
    if (tranche.state === 'conditions_met') await prepareTranche(stage, tranche);
  }
}

async function prepareTranche({ staff }: Stage1, tranche: TrancheView): Promise<void> {
  await staff.makers[0].browser.post(`/tranches/${tranche.id}/preparation`, priceOf(tranche));
}

/** Pays every tranche whose conditions are met: the maker prepares, checkers sign, the worker sends. */
export async function payDueTranches(stage: Stage1, story: Story): Promise<void> {
  for (const tranche of await tranchesOf(stage, story)) {
    if (tranche.state === 'conditions_met') await payTranche(stage, story, tranche);
  }
}

async function payTranche(stage: Stage1, story: Story, tranche: TrancheView): Promise<void> {
  const { world, staff } = stage;
  await prepareTranche(stage, tranche);
  const { tranche: prepared } = await staff.makers[0].browser.get<TrancheSheetView>(
    `/tranches/${tranche.id}/sheet`,
  );
  const checkers = [...staff.checkers].sort((a, b) => readyCodes(b) - readyCodes(a));
  for (const checker of checkers.slice(0, prepared.approvalsNeeded)) {
    await checker.browser.post(`/tranches/${tranche.id}/approvals`, {
      contentHash: prepared.contentHash,
      code: await checker.authenticator?.freshCode(),
    });
  }
  await world.until(`${story.key}: tranche ${String(tranche.number)} sent`, async () => {
    const found = (await tranchesOf(stage, story)).find(({ id }) => id === tranche.id);
    // Through Stripe it may wait for money there, and goes by itself.
    return found?.state === 'sent' || found?.transfer?.reason === 'balance' ? found : null;
  });
}

/** The authority reports a milestone with photos and an invoice, and says what it has spent. */
export async function reportMilestone(
  story: Story,
  number: number,
  spentMinor: number,
): Promise<void> {
  const { browser } = story.authority.focalPoint;
  const milestone = await milestoneOf(story, number);
  const when = number === story.template.milestones.length ? 'after' : 'during';
  const invoice = await invoiceOf(story, spentMinor);
  await browser.post(`/milestones/${milestone.id}/report`, {
    narrative: `${milestone.title.ro}. Lucrările au mers după plan; factura este atașată.`,
    photos: [
      {
        fileId: await uploadDrawing(browser, story, when, number),
        alt: { ro: 'Stadiul lucrărilor (desen)', en: 'State of the work (drawing)' },
      },
    ],
    invoices: [invoice],
    papers: [],
  });
  await browser.post(`/projects/${projectOf(story)}/spending-reports`, { invoices: [invoice] });
  if (number === 1) await handInMinutes(story);
}

/** R74: how the one who builds was chosen. */
async function handInMinutes(story: Story): Promise<void> {
  const { browser } = story.authority.focalPoint;
  await browser.post(`/projects/${projectOf(story)}/procurement-minutes`, {
    supplier: SUPPLIER,
    registerNumber: SUPPLIER_NUMBER,
    email: SUPPLIER_EMAIL,
    bidders: 3,
    decidedOn: (await dateNow(story)).toISOString().slice(0, 10),
    fileId: await uploadPaper(browser, 'document', 'Proces-verbal al comisiei', [story.key]),
  });
}

/** Invoices between milestones: amount and paper (R64). */
export async function reportSpending(story: Story, spentMinor: number): Promise<void> {
  await story.authority.focalPoint.browser.post(`/projects/${projectOf(story)}/spending-reports`, {
    invoices: [await invoiceOf(story, spentMinor)],
  });
}

async function invoiceOf(story: Story, amountMinor: number): Promise<object> {
  const { browser } = story.authority.focalPoint;
  const number = `DEMO-${story.key}-${String(story.spentMinor ?? 0)}`;
  return {
    fileId: await uploadPaper(browser, 'invoice', `Factură ${number}`, [story.key]),
    supplier: SUPPLIER,
    number,
    date: (await dateNow(story)).toISOString().slice(0, 10),
    amountMinor,
  };
}

/** Every drawn verifier visits, answers the checklist and takes an own picture. */
export async function verifyMilestone(
  { world, staff }: Stage1,
  story: Story,
  number: number,
): Promise<void> {
  const milestone = await milestoneOf(story, number);
  const visitDate = (await world.now()).toISOString().slice(0, 10);
  const verifiers = [story.association.verifier, ...staff.volunteers];
  const answered = await Promise.all(
    verifiers.map(async (verifier) => {
      const cases = await verifier.browser.list<VerificationCaseView>('/me/verifications');
      const mine = cases.find((one) => one.milestone.id === milestone.id);
      if (mine !== undefined) await answerCase(story, verifier, mine, visitDate);
      return mine !== undefined;
    }),
  );
  if (answered.filter(Boolean).length < 2) throw new Error(`${story.key}: too few were drawn`);
}

async function answerCase(
  story: Story,
  verifier: Person,
  mine: VerificationCaseView,
  visitDate: string,
): Promise<void> {
  await verifier.browser.post(`/verifications/${mine.verificationId}/acceptance`, {
    conflict: 'none',
  });
  await verifier.browser.post(`/verifications/${mine.verificationId}/answer`, {
    visitDate,
    answers: mine.milestone.criteria.map((_, index) => ({ criterion: index + 1, answer: 'yes' })),
    result: 'yes',
    photoIds: [
      await uploadDrawing(
        verifier.browser,
        story,
        'during',
        50 + mine.milestone.number * 20 + pictureNumber(verifier.email),
      ),
    ],
  });
}

/** The authority's own share is proved with payment orders, accepted by a reviewer (R63, R64). */
export async function proveShare({ staff }: Stage1, story: Story, share: number): Promise<void> {
  const { browser } = story.authority.focalPoint;
  const list = await browser.list<CommitmentView>(`/projects/${projectOf(story)}/commitments`);
  const commitment = list[0];
  if (commitment === undefined) throw new Error(`${story.key}: no commitment`);
  const parts = [
    ['cash', commitment.cashMinor, commitment.evidencedCashMinor],
    ['in_kind', commitment.inKindMinor, commitment.evidencedInKindMinor],
  ] as const;
  for (const [kind, committed, evidenced] of parts) {
    const amountMinor = Math.ceil(committed * share) - evidenced;
    if (amountMinor <= 0) continue;
    const changed = await browser.post<CommitmentView>(`/commitments/${commitment.id}/evidence`, {
      kind,
      amountMinor,
      description: kind === 'cash' ? 'Ordin de plată' : 'Ore lucrate de serviciul comunal',
      fileId: await uploadPaper(browser, 'document', 'Ordin de plată', [
        `${story.key} ${kind} ${String(evidenced)} + ${String(amountMinor)}`,
      ]),
    });
    const offered = changed.evidence.find(({ state }) => state === 'offered');
    await staff.reviewers[1].browser.post(`/commitment-evidence/${offered?.id ?? ''}/decision`, {
      decision: 'accept',
      reason: 'The payment order names the project.',
    });
  }
}

async function milestoneOf(story: Story, number: number): Promise<MilestoneView> {
  const list = await story.authority.focalPoint.browser.list<MilestoneView>(
    `/projects/${projectOf(story)}/milestones`,
  );
  const milestone = list.find((one) => one.number === number);
  if (milestone === undefined) throw new Error(`${story.key}: no milestone ${String(number)}`);
  return milestone;
}

async function dateNow(story: Story): Promise<Date> {
  const { now } = await story.authority.focalPoint.browser.get<{ now: string }>('/clock');
  return new Date(now);
}

/** Another picture for each verifier: a picture that was shown before proves nothing. */
function pictureNumber(email: string): number {
  const digits = /-(\d)@/.exec(email);
  return email.startsWith('verifier') ? 0 : Number(digits?.[1] ?? 1);
}

function readyCodes(person: Person): number {
  return person.authenticator?.ready ?? 0;
}
