import type { PayeeAccountView } from '@vatra/shared/disbursements/disbursements.views';
import type { CommitmentView } from '@vatra/shared/matching/commitments.views';
import { drawing } from './drawings.js';
import { paper } from './papers.js';
import { budgetOf, indicatorsOf, milestonesOf, needOf } from './plan-sections.js';
import { planOf, shareOf } from './programmes.js';
import { pictureOf, type Picture } from './subjects.js';
import { projectOf, type Story, type Stage1 } from './story.js';
import type { Browser } from './browser.js';

/** Number of the picture in the completion report. */
export const RESULT_PICTURE = 90;

/** Above EUR 5,000 money is paid in four tranches, so it needs three milestones (R60). */
const SMALL_GRANT_MINOR = 500_000;

export function milestoneCount(story: Story): 2 | 3 {
  return story.goals.optimumMinor > SMALL_GRANT_MINOR ? 3 : 2;
}

export function uploadPaper(
  browser: Browser,
  purpose: string,
  title: string,
  lines: readonly string[] = [],
): Promise<string> {
  return browser.upload({
    purpose,
    name: `${purpose}.pdf`,
    type: 'application/pdf',
    bytes: paper(title, lines),
  });
}

export async function uploadDrawing(
  browser: Browser,
  story: Story,
  when: 'before' | 'during' | 'after',
  variant: number,
): Promise<string> {
  return browser.upload({
    purpose: 'photo',
    name: `${when}.jpg`,
    type: 'image/jpeg',
    bytes: await drawing(pictureIn(story), when, sceneOf(story, variant)),
  });
}

function pictureIn({ template }: Story): Picture {
  return template.picture ?? pictureOf(template.category);
}

/** The same place before and after; each picture taken by somebody stands a little elsewhere. */
function sceneOf({ drawingSeed }: Story, variant: number): number {
  return variant === RESULT_PICTURE ? drawingSeed : drawingSeed + variant;
}

/** The focal point writes the project section by section; `sections` stops early for a draft. */
export async function writeProject(story: Story, sections = 8): Promise<void> {
  const { browser } = story.authority.focalPoint;
  const { template } = story;
  const started = await browser.post<{ id: string; slug: string }>('/projects', {
    leadOrganisationId: story.authority.organisationId,
    placeId: story.authority.placeId,
    category: template.category,
    title: template.title,
  });
  story.projectId = started.id;
  story.slug = started.slug;
  const save = (section: string, body: unknown) =>
    browser.put(`/projects/${started.id}/sections/${section}`, body);
  const steps: (() => Promise<unknown>)[] = [
    () => save('need', needOf(template)),
    async () =>
      save('photos', {
        photos: [
          {
            fileId: await uploadDrawing(browser, story, 'before', 0),
            alt: {
              ro: 'Locul înainte de lucrări (desen)',
              en: 'The place before the work (drawing)',
            },
          },
        ],
      }),
    async () => save('polls', await pollsOf(story)),
    async () => save('owner', await ownerOf(story)),
    () => save('budget', budgetOf(template)),
    () => save('funding', planOf(story)),
    () => save('milestones', milestonesOf(template, milestoneCount(story))),
    () => save('indicators', indicatorsOf(template)),
  ];
  await Promise.all(steps.slice(0, sections).map((step) => step()));
}

export async function submit(story: Story): Promise<void> {
  await story.authority.mayor.browser.post(`/projects/${projectOf(story)}/submission`);
}

export async function accept({ staff }: Stage1, story: Story): Promise<void> {
  await staff.reviewers[0].browser.post(`/projects/${projectOf(story)}/review`, {
    decision: 'accept',
    reason: 'The need is shown, the budget fits the reference prices, the owner is named.',
    scores: { ownership: 4, correspondence: 5, sustainability: 4, replicability: 3 },
    hasConflict: false,
  });
}

/** The council decides its share, the account for the tranches is proved. */
export async function commitAuthority({ world, staff }: Stage1, story: Story): Promise<void> {
  const { browser } = story.authority.mayor;
  const share = shareOf(story, 'optimum');
  const declared = await browser.post<{ items: CommitmentView[] }>(
    `/projects/${projectOf(story)}/commitments`,
    {
      decisionNumber: `4/${String(10 + ((story.drawingSeed / 1_000) % 20))}`,
      decisionDate: world.dayText(story.startDay - 36),
      ...share,
      budgetCode: story.template.maintenance.line,
      fileId: await uploadPaper(browser, 'council-decision', 'Decizie a consiliului local', [
        `Cofinanțare pentru proiectul: ${story.template.title.ro}`,
      ]),
    },
  );
  const commitment = declared.items.find(({ state }) => state === 'declared');
  if (commitment === undefined) throw new Error(`${story.key}: nothing was declared`);
  await staff.reviewers[1].browser.post(`/commitments/${commitment.id}/decision`, {
    decision: 'accept',
    reason: 'Number, date, file and budget code are there.',
  });
}

export async function proveAccount({ staff }: Stage1, story: Story): Promise<void> {
  const { browser } = story.authority.mayor;
  const payee = await browser.post<PayeeAccountView>(
    `/organisations/${story.authority.organisationId}/payee-accounts`,
    {
      iban: demoIban(story.drawingSeed),
      holder: `Primăria ${story.authority.placeName} (demo)`,
      kind: 'treasury',
      bankLetterFileId: await uploadPaper(browser, 'bank-letter', 'Bank letter', [story.key]),
    },
  );
  await staff.makers[0].browser.post(`/payee-accounts/${payee.id}/verification`, {
    decision: 'accept',
    reason: 'The bank letter names the town hall as holder.',
  });
}

export async function askForEndorsement(story: Story): Promise<string> {
  const endorsement = await story.authority.mayor.browser.post<{ id: string }>(
    `/projects/${projectOf(story)}/endorsements`,
    { organisationId: story.association.organisationId },
  );
  await story.association.board[0]?.browser.post(`/endorsements/${endorsement.id}/call`, {
    days: 10,
    secretBallot: true,
    statement: 'We know the place and want this done.',
  });
  return endorsement.id;
}

/** Everybody on the board declares no conflict; most say yes. */
export async function vote(story: Story, endorsementId: string, voters = 99): Promise<void> {
  await Promise.all(
    story.association.board.slice(0, voters).map((member, index) =>
      member.browser.post(`/endorsements/${endorsementId}/ballots`, {
        conflict: 'none',
        choice: index === 3 ? 'no' : 'yes',
      }),
    ),
  );
}

export async function schedule({ world }: Stage1, story: Story): Promise<void> {
  const campaign = await story.authority.mayor.browser.post<{ id: string }>(
    `/projects/${projectOf(story)}/campaign`,
    {
      startsOn: world.dayText(story.startDay),
      days: story.days,
      ...(story.collection !== undefined && { collection: story.collection }),
    },
  );
  story.campaignId = campaign.id;
}

async function pollsOf(story: Story) {
  const { browser } = story.authority.focalPoint;
  const fileId = await uploadPaper(browser, 'poll', 'Rezultatul sondajului', [
    story.template.title.ro,
  ]);
  const heldOn = story.pollsHeldOn;
  return {
    polls: [
      { group: 'residents', heldOn, answers: 112, inFavour: 71, fileId },
      { group: 'natives_abroad', heldOn, answers: 31, inFavour: 24, fileId },
    ],
  };
}

async function ownerOf(story: Story) {
  const { browser } = story.authority.focalPoint;
  const { maintenance } = story.template;
  return {
    assetOwner: `Comuna ${story.authority.placeName}`,
    maintenanceRole: maintenance.role,
    maintenanceYearlyMinor: maintenance.yearlyMinor,
    maintenanceBudgetLine: maintenance.line,
    landTitle: 'public_ownership',
    landProofFileId: await uploadPaper(
      browser,
      'document',
      'Extras din registrul bunurilor imobile',
    ),
    permits: [{ name: 'Autorizație de construire', status: 'granted', date: '2025-05-12' }],
  };
}

/** An IBAN of the right form for an account that does not exist. */
function demoIban(number: number): string {
  const account = `AG${String(number).padStart(18, '0')}`;
  const digits = [...`${account}MD00`].map((letter) => parseInt(letter, 36).toString()).join('');
  const check = String(98n - (BigInt(digits) % 97n)).padStart(2, '0');
  return `MD${check}${account}`;
}
