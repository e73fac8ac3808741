import { expect, type Page } from '@playwright/test';
import { amountIn, factIn } from './amounts.js';
import { PEOPLE, type Cast } from './cast.js';
import { confirmAct, fillIn, send, type Answers } from './form.js';
import { paper, type Camera } from './papers.js';

const PATIENCE_MS = 40_000;
const PATIENCE_OF_A_LOOK_MS = 4_000;

export interface Plan {
  readonly title: { readonly ro: string; readonly en: string };
  readonly start: Answers;
  readonly sections: Readonly<Record<string, Answers>>;
}

/** The mayor and the focal point at work. */
export class TownHall {
  constructor(
    private readonly cast: Cast,
    private readonly camera: Camera,
    private readonly title: string,
    private readonly people: { readonly mayor: string; readonly focalPoint: string } = PEOPLE,
  ) {}

  async writeProject(plan: Plan): Promise<void> {
    const page = await this.cast.deskOf(this.people.focalPoint);
    await page.getByRole('link', { name: 'Start a project' }).first().click();
    const form = page.locator('form.dto-form');
    await form.locator('[data-field="placeId"] input').first().check();
    await fillIn(form, plan.start);
    await send(form);
    await this.expectTaskList(page);
    for (const [section, answers] of Object.entries(plan.sections)) {
      await page.locator(`a[href$="/sections/${section}"]`).first().click();
      await fillIn(form, answers);
      await send(form);
      await this.expectTaskList(page);
    }
  }

  async sendForReview(): Promise<void> {
    const page = await this.open(this.people.mayor, '/check');
    await confirmAct(page.locator('main'));
    await this.expectTaskList(page);
  }

  async decideShare(answers: Answers): Promise<void> {
    const page = await this.open(this.people.mayor, '/commitment');
    const form = page.locator('form.dto-form');
    await form.first().waitFor({ state: 'attached' });
    const another = page.getByText('Add another decision');
    if ((await another.count()) > 0) await another.click();
    await fillIn(form, answers);
    await send(form);
    await expect(form.first()).toBeHidden();
  }

  /** The council takes its decision back: payments that are being made stand still. */
  async withdrawShare(decidedOn: string): Promise<Share> {
    const page = await this.open(this.people.mayor, '/commitment');
    const decision = page.locator('section').filter({ hasText: 'Decision of the council' }).last();
    const share = {
      cash: await amountIn(factIn(decision, 'Town hall, money')),
      inKind: await amountIn(factIn(decision, 'Town hall, work and goods')),
    };
    await decision.getByText('The council takes this decision back').click();
    const form = decision.locator('form').filter({ has: page.locator('[data-field="reason"]') });
    await fillIn(form, {
      decisionNumber: '8/1',
      decisionDate: decidedOn,
      fileId: paper('Council decision 8-1 takes the share back'),
      reason: 'The money is needed for the flooded road.',
    });
    await confirmAct(form);
    await expect(decision.getByText('Withdrawn', { exact: true })).toBeVisible({
      timeout: PATIENCE_MS,
    });
    return share;
  }

  async askAssociation(): Promise<void> {
    const page = await this.open(this.people.mayor, '/endorsements');
    const form = page.locator('form.dto-form');
    await form.locator('input[type=radio]').first().check();
    await send(form);
    await expect(form).toBeHidden();
  }

  /** Cards are saved first, and charged when the campaign has succeeded. */
  async fixCampaign(startsOn: string, days: number): Promise<void> {
    const page = await this.open(this.people.mayor, '/campaign');
    await fillIn(page.locator('form.dto-form'), {
      startsOn,
      days: String(days),
      collection: 'on_success',
    });
    await confirmAct(page.locator('main'));
    await expect(page.locator('form.dto-form')).toBeHidden();
  }

  /** The lei of the payments are fixed, not the euro; the agreement says so before it is signed. */
  async fixLei(rate: string, today: string): Promise<void> {
    const page = await this.open(this.people.mayor, '/agreement');
    const form = page.locator('form.dto-form').filter({ has: page.locator('[data-field="mode"]') });
    await fillIn(form, {
      mode: 'TARGET_MDL',
      'planningRate.rateE4': rate,
      'planningRate.on': today,
      'planningRate.source': 'BNM',
    });
    await send(form);
    await expect(page.getByText('The amounts in lei are fixed').first()).toBeVisible();
  }

  /** What the bank of the town hall made of the first payment. */
  async sayReceived(lei: string): Promise<void> {
    const page = await this.openProject(this.people.focalPoint);
    const form = page
      .locator('form.dto-form')
      .filter({ has: page.locator('[data-field="receivedMinor"]') });
    await fillIn(form.first(), { receivedMinor: lei });
    await send(form.first());
    await expect(page.getByText(/^Arrived: /).first()).toBeVisible();
  }

  /** The money is to serve another place; an association and all donors are asked. */
  async proposePlace(place: { ro: string; en: string }, decidedOn: string): Promise<void> {
    const page = await this.open(this.people.mayor, '/purpose');
    const form = page.locator('form.dto-form');
    await fillIn(form, {
      'place.ro': place.ro,
      'place.en': place.en,
      'reason.ro': 'Raionul pune el lămpi pe strada școlii.',
      'reason.en': 'The district puts lamps in the school street itself.',
      decisionNumber: '9/3',
      decidedOn,
      decisionFileId: paper(`Council decision about ${place.en}`),
    });
    await confirmAct(form);
    await expect(form).toBeHidden();
  }

  async signAgreement(): Promise<void> {
    const page = await this.open(this.people.mayor, '/agreement');
    await page.locator('.tick input').check();
    await confirmAct(page.locator('main'));
    await expect(page.locator('.tick input')).toBeHidden();
  }

  async handInProcurementPapers(): Promise<void> {
    const page = await this.open(this.people.focalPoint, '/agreement');
    const form = page.locator('form.dto-form');
    await fillIn(form, {
      planFileId: paper(`Procurement plan of ${this.title}`),
      conflictDeclarationsFileId: paper(`Declarations of interest of ${this.title}`),
    });
    await send(form);
    await expect(page.getByText('Here since')).toBeVisible();
  }

  async handInMinutes(supplier: string, decidedOn: string): Promise<void> {
    const page = await this.open(this.people.focalPoint, '/agreement');
    const form = page.locator('form.dto-form');
    await fillIn(form, {
      supplier,
      registerNumber: '1003600000017',
      bidders: '3',
      decidedOn,
      fileId: paper(`Minutes of the committee of ${this.title}`),
    });
    await send(form);
    await expect(page.getByText(`${supplier}, chosen among 3`)).toBeVisible();
  }

  /** Words, a picture and the invoice; the same invoice stands in the spending report. */
  async reportMilestone(number: number, invoice: Invoice): Promise<void> {
    const page = await this.open(this.people.focalPoint, '/milestones/', number);
    const form = page.locator('form.dto-form');
    await fillIn(form, {
      narrative: `Milestone ${String(number)} is done as planned; the invoice is attached.`,
      photos: await this.camera.picture(`Milestone ${String(number)}`),
      'photos.0.alt.ro': 'Stadiul lucrărilor',
      'photos.0.alt.en': 'State of the work',
      ...invoiceAnswers(invoice),
    });
    await send(form);
    await this.expectTaskList(page);
  }

  async reportSpending(invoice: Invoice): Promise<void> {
    const page = await this.open(this.people.focalPoint, '/spending');
    await fillIn(page.locator('form.dto-form'), invoiceAnswers(invoice));
    await send(page.locator('form.dto-form'));
    await this.expectTaskList(page);
  }

  async proveShare(euros: string): Promise<void> {
    const page = await this.open(this.people.focalPoint, '/commitment');
    const form = page.locator('form.dto-form').first();
    await fillIn(form, {
      kind: 'cash',
      amountMinor: euros,
      description: 'Payment order to the supplier',
      fileId: paper(`Payment order for ${this.title}`),
    });
    await send(form);
    await expect(page.locator('.work-told, .field-error')).toBeVisible();
  }

  async reportCompletion(answers: Answers): Promise<void> {
    const page = await this.open(this.people.focalPoint, '/completion');
    await fillIn(page.locator('form.dto-form'), answers);
    await confirmAct(page.locator('main'));
    await this.expectTaskList(page);
  }

  async reportFollowUp(answers: Answers): Promise<void> {
    const page = await this.open(this.people.focalPoint, '/reports/');
    await fillIn(page.locator('form.dto-form'), answers);
    await send(page.locator('form.dto-form'));
    await this.expectTaskList(page);
  }

  /** From the desk through the project to one of its pages; some open only when their time has come. */
  private async open(email: string, path: string, nth = 1): Promise<Page> {
    let page!: Page;
    await expect(async () => {
      page = await this.openProject(email);
      const link = page.locator(`main a[href*="${path}"]`).nth(nth - 1);
      await link.click({ timeout: PATIENCE_OF_A_LOOK_MS });
      await expect(page).toHaveURL(new RegExp(path));
    }).toPass({ timeout: PATIENCE_MS });
    return page;
  }

  private async openProject(email: string): Promise<Page> {
    const page = await this.cast.deskOf(email);
    await page.getByRole('link', { name: this.title, exact: true }).first().click();
    await this.expectTaskList(page);
    return page;
  }

  private async expectTaskList(page: Page): Promise<void> {
    await expect(page).toHaveURL(/\/authority\/projects\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('heading', { level: 1, name: this.title })).toBeVisible();
  }
}

/** In cents. */
export interface Share {
  readonly cash: number;
  readonly inKind: number;
}

export interface Invoice {
  readonly number: string;
  readonly date: string;
  readonly euros: string;
}

function invoiceAnswers({ number, date, euros }: Invoice): Answers {
  return {
    invoices: { rows: 1 },
    'invoices.0.fileId': paper(`Invoice ${number}`),
    'invoices.0.supplier': 'Constructorul Demo SRL',
    'invoices.0.number': number,
    'invoices.0.date': date,
    'invoices.0.amountMinor': euros,
  };
}
