import { Injectable } from '@nestjs/common';
import { amountInWords } from '@vatra/shared/amount-in-words';
import type { Locale } from '@vatra/shared/localized.dto';
import { money } from '@vatra/shared/money';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { AccountsService } from '../accounts/accounts.service.js';
import {
  ContributionsService,
  type ContributionNotice,
  type PaymentAmounts,
} from '../contributions/contributions.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { dateInWords, paidInWords } from './words.js';

export interface GiftMail {
  readonly contributionId: string;
  readonly projectId: string;
  /** Its name, or how the gift decides it. */
  readonly template: string | ((notice: ContributionNotice) => string);
  /** Tells two mails of one template about one gift apart. */
  readonly time?: string | ((notice: ContributionNotice) => string);
  readonly words?: (locale: Locale) => Readonly<Record<string, string>>;
}

/** One mail to the donor of one gift, with the link that opens it for half an hour (ruling 40). */
@Injectable()
export class GiftMails {
  constructor(
    private readonly mailer: Mailer,
    private readonly accounts: AccountsService,
    private readonly contributions: ContributionsService,
    private readonly projects: ProjectsService,
  ) {}

  async write(tx: Tx, mail: GiftMail): Promise<void> {
    const { contributionId, projectId, time = '', words } = mail;
    const notice = await this.contributions.noticeOf(tx, contributionId);
    if (notice.email === null) return; // Erased: there is nobody to write to.
    const template = typeof mail.template === 'string' ? mail.template : mail.template(notice);
    const project = await this.projects.get(tx, projectId);
    const { locale } = notice;
    const params = { ...giftInWords(notice), project: project.title[locale], ...words?.(locale) };
    const token = await this.accounts.issueGuestToken(tx, notice.email);
    await this.mailer.send(tx, {
      eventKey: `${template}${typeof time === 'string' ? time : time(notice)}:${contributionId}`,
      to: notice.email,
      locale,
      template,
      params,
      path: `/guest/${token}`,
    });
  }
}

function giftInWords({
  contribution,
  keptMinor,
  locale,
}: ContributionNotice): Record<string, string> {
  const inWords = (part: keyof PaymentAmounts) => {
    const { presented } = contribution;
    if (presented === null) return amountInWords(contribution[part], locale);
    const { currency, exchangeRate } = presented;
    // What it comes to in euro is not known before it is settled.
    if (exchangeRate === null) return amountInWords(presented[part], locale, currency);
    return paidInWords(contribution[part], money(presented[part], currency), locale);
  };
  const words: Record<string, string> = {
    gift: inWords('giftMinor'),
    tip: inWords('tipMinor'),
    feeCover: inWords('feeCoverMinor'),
    gross: inWords('grossMinor'),
    receipt: contribution.receiptNumber ?? '',
    kept: amountInWords(keptMinor, locale),
  };
  const dates = {
    paidOn: contribution.paidAt,
    withdrawUntil: contribution.withdrawUntil,
    chooseUntil: contribution.choiceUntil,
  };
  for (const [name, at] of Object.entries(dates)) {
    words[name] = at === null ? '' : dateInWords(at, locale);
  }
  return words;
}
