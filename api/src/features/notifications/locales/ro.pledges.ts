import type { MailTemplate } from '../../../platform/mail/mail-text.js';

/** Donatorilor ale căror carduri se încasează doar la reușită. */
export const RO_PLEDGES: Readonly<Record<string, MailTemplate>> = {
  'donor.pledge-made': {
    subject: 'Am notat promisiunea dumneavoastră de {gross} pentru {project}',
    lines: [
      'De pe card nu s-a luat nimic. Se încasează {gross} doar dacă {project} strânge cât îi trebuie până la {until}.',
      'Până atunci vă puteți retrage promisiunea la adresa de mai jos, fără niciun motiv.',
    ],
    action: 'Văd promisiunea mea',
  },
  'donor.pledge-confirm': {
    subject: 'Banca vă cere să confirmați {gross} pentru {project}',
    lines: [
      '{project} are destule promisiuni, iar noi am cerut băncii dumneavoastră {gross}. Ea vrea mai întâi acordul dumneavoastră; nu s-a luat nimic.',
      'Deschideți adresa și confirmați la bancă. Încercăm și noi din nou pe {again}.',
    ],
    action: 'Confirm la bancă',
  },
  'donor.pledge-declined': {
    subject: 'Cardul nu a plătit {gross} pentru {project}',
    lines: [
      '{project} are destule promisiuni, iar noi am cerut cardului {gross}. Cardul a refuzat; nu s-a luat nimic.',
      'Deschideți adresa ca să folosiți alt card. Pe același îl încercăm din nou pe {again}.',
    ],
    action: 'Folosesc alt card',
  },
  'donor.pledge-not-needed': {
    subject: '{project}: de pe card nu s-a luat nimic',
    lines: [
      'Campania s-a încheiat, iar suma de {gross} nu se mai încasează: fie s-a promis prea puțin, fie a venit destul pe alte căi.',
      'Cardul nu mai este păstrat. Vă mulțumim pentru promisiune.',
    ],
    action: 'Văd proiectul',
  },
  'donor.pledge-not-paid': {
    subject: 'Nu mai cerem cardului {gross}',
    lines: [
      'Timp de o săptămână cardul nu a plătit ce ați promis pentru {project}. Nu mai încercăm: nu s-a luat nimic, iar cardul nu mai este păstrat.',
    ],
    action: 'Văd proiectul',
  },
};
