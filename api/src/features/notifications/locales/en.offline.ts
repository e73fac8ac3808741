import type { MailTemplate } from '../../../platform/mail/mail-text.js';

/** About cash that associations collect, and money that comes by transfer. */
export const EN_OFFLINE: Readonly<Record<string, MailTemplate>> = {
  'donor.cash-receipt': {
    subject: 'Receipt {receipt}: your cash for {project}',
    lines: [
      'On {heldOn}, at {event}, you gave {amount} in cash to {association} for {project}. Your paper receipt has the number {receipt}.',
      'No goods or services were received for it. Two people of the association have signed for the whole sum and bring it to the bank within seven days.',
      'You get another mail when the bank has shown it: from then on it counts.',
    ],
    action: 'See the project',
  },
  'donor.receipt-offline': {
    subject: 'Your cash for {project} is at the bank',
    lines: [
      'The bank has shown {gift} of what you gave in cash. It now lies in the fund of the project and counts. Receipt number: {receipt}.',
      'Behind the link below you see what becomes of it, and there you will be asked if the campaign should fail.',
    ],
    action: 'See my gift',
  },
  'donor.transfer-instructions': {
    subject: 'How to send {amount} for {project}',
    lines: [
      'Please transfer {amount} to {holder}, IBAN {iban}, BIC {bic}.',
      'Write this reference and nothing else: {reference}. By it we know what your money is for.',
      'We wait for it until {until}. You get a receipt when the bank has shown it; what arrives is what counts.',
    ],
    action: 'See my gift',
  },
  'donor.receipt-transfer': {
    subject: 'Receipt {receipt}: your transfer for {project} is here',
    lines: [
      'The bank has shown {gross}. All of it is for the project: nothing was kept for fees. Receipt number: {receipt}.',
      'You may take it back until {withdrawUntil}, without giving a reason, behind the link below. The same link shows what becomes of your money.',
    ],
    action: 'See my gift',
  },
  'donor.late-transfer': {
    subject: 'Your gift to {project} came too late and goes back',
    lines: [
      'Your {gross} arrived after the campaign had ended. The whole sum goes back the way it came.',
    ],
    action: 'See my gift',
  },
  'offline.sheet-late': {
    subject: 'The cash for {project} is not at the bank yet',
    lines: [
      '{name}, seven days ago two of you signed for cash collected for {project}. Please bring it to the bank and enter the reference on the slip.',
      'It counts only when the bank has shown it.',
    ],
    action: 'Open the sheet',
  },
  'offline.sheet-short': {
    subject: 'The bank shows less than you signed for',
    lines: [
      '{name}, less cash for {project} came to the bank than your sheet says. The difference stands on the public page.',
      'Pay in what is missing with the reference of the sheet. After thirty days the association is suspended.',
    ],
    action: 'Open the sheet',
  },
  'offline.sheet-reconciled': {
    subject: 'Your cash for {project} counts',
    lines: ['{name}, the bank shows everything you signed for. Thank you for collecting.'],
    action: 'Open the sheet',
  },
  'organisation.suspended': {
    subject: '{organisation} is suspended',
    lines: [
      '{name}, from now on {organisation} neither endorses nor collects, and what it has endorsed rests. Staff decide what must happen before it is verified again.',
    ],
    action: 'Open my desk',
  },
};
