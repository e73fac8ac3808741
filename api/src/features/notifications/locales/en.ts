import type { MailCatalogue } from '../../../platform/mail/mailer.js';
import { EN_AUTHORITY } from './en.authority.js';
import { EN_DONOR } from './en.donor.js';
import { EN_OFFLINE } from './en.offline.js';
import { EN_PEOPLE } from './en.people.js';
import { EN_PLEDGES } from './en.pledges.js';

export const EN: MailCatalogue = {
  footer: 'Vatra: the hearth of the village, wherever its people live.',
  templates: {
    ...EN_AUTHORITY,
    ...EN_DONOR,
    ...EN_OFFLINE,
    ...EN_PEOPLE,
    ...EN_PLEDGES,
    'accounts.verify-email': {
      subject: 'Confirm your address',
      lines: [
        'Somebody, we hope you, made an account at Vatra with this address.',
        'Open the link within 24 hours to confirm it. If it was not you, do nothing.',
      ],
      action: 'Confirm my address',
    },
    'accounts.reset-password': {
      subject: 'Choose a new password',
      lines: [
        'A new password was asked for. The link works once, for one hour.',
        'If you did not ask, do nothing: your password stays as it is.',
      ],
      action: 'Choose a new password',
    },
    'accounts.known-already': {
      subject: 'You have an account already',
      lines: [
        'Somebody tried to make an account with this address, but you have one already.',
        'If it was you, sign in, or ask for a new password there.',
      ],
      action: 'Sign in',
    },
    'accounts.guest-link': {
      subject: 'The link to your gifts',
      lines: ['Here is a new link to everything you gave with this address.'],
      action: 'See my gifts',
    },
  },
};
