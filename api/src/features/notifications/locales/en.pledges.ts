import type { MailTemplate } from '../../../platform/mail/mail-text.js';

/** To donors whose cards are charged only on success. */
export const EN_PLEDGES: Readonly<Record<string, MailTemplate>> = {
  'donor.pledge-made': {
    subject: 'Your promise of {gross} for {project} is noted',
    lines: [
      'Nothing was taken from your card. It is charged {gross} only if {project} brings together what it needs by {until}.',
      'Until that day you may take your promise back behind the link below, without giving a reason.',
    ],
    action: 'See my promise',
  },
  'donor.pledge-confirm': {
    subject: 'Your bank wants you to confirm {gross} for {project}',
    lines: [
      '{project} has enough promises, and we asked your bank for {gross}. It wants to hear from you first; nothing was taken.',
      'Open the link and confirm with your bank. We try again by ourselves on {again}.',
    ],
    action: 'Confirm with my bank',
  },
  'donor.pledge-declined': {
    subject: 'Your card did not pay {gross} for {project}',
    lines: [
      '{project} has enough promises, and we asked your card for {gross}. It said no; nothing was taken.',
      'Open the link to use another card. We try the same one again on {again}.',
    ],
    action: 'Use another card',
  },
  'donor.pledge-not-needed': {
    subject: '{project}: nothing was taken from your card',
    lines: [
      'The campaign ended, and your {gross} will not be charged: either too little was promised, or enough had come by other ways.',
      'Your card is no longer kept. Thank you for your promise.',
    ],
    action: 'See the project',
  },
  'donor.pledge-not-paid': {
    subject: 'We have stopped asking your card for {gross}',
    lines: [
      'For a week your card did not pay what you promised to {project}. We do not ask any more: nothing was taken, and your card is no longer kept.',
    ],
    action: 'See the project',
  },
};
