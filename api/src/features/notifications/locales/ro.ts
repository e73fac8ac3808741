import type { MailCatalogue } from '../../../platform/mail/mailer.js';
import { RO_AUTHORITY } from './ro.authority.js';
import { RO_DONOR } from './ro.donor.js';
import { RO_OFFLINE } from './ro.offline.js';
import { RO_PEOPLE } from './ro.people.js';
import { RO_PLEDGES } from './ro.pledges.js';

export const RO: MailCatalogue = {
  footer: 'Vatra: vatra satului, oriunde i-ar fi oamenii.',
  templates: {
    ...RO_AUTHORITY,
    ...RO_DONOR,
    ...RO_OFFLINE,
    ...RO_PEOPLE,
    ...RO_PLEDGES,
    'accounts.verify-email': {
      subject: 'Confirmați adresa',
      lines: [
        'Cineva, sperăm că dumneavoastră, a făcut un cont la Vatra cu această adresă.',
        'Deschideți linkul în 24 de ore pentru a o confirma. Dacă nu ați fost dumneavoastră, nu faceți nimic.',
      ],
      action: 'Confirm adresa',
    },
    'accounts.reset-password': {
      subject: 'Alegeți o parolă nouă',
      lines: [
        'S-a cerut o parolă nouă. Linkul funcționează o singură dată, timp de o oră.',
        'Dacă nu ați cerut-o, nu faceți nimic: parola rămâne aceeași.',
      ],
      action: 'Aleg o parolă nouă',
    },
    'accounts.known-already': {
      subject: 'Aveți deja un cont',
      lines: [
        'Cineva a încercat să facă un cont cu această adresă, dar aveți deja unul.',
        'Dacă ați fost dumneavoastră, intrați în cont sau cereți acolo o parolă nouă.',
      ],
      action: 'Intru în cont',
    },
    'accounts.guest-link': {
      subject: 'Linkul către contribuțiile dumneavoastră',
      lines: ['Iată un link nou către tot ce ați dăruit cu această adresă.'],
      action: 'Văd contribuțiile mele',
    },
  },
};
