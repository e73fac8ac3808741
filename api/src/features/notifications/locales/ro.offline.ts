import type { MailTemplate } from '../../../platform/mail/mail-text.js';

/** Despre banii adunați în numerar de asociații și cei veniți prin transfer. */
export const RO_OFFLINE: Readonly<Record<string, MailTemplate>> = {
  'donor.cash-receipt': {
    subject: 'Chitanța {receipt}: banii dați în numerar pentru {project}',
    lines: [
      'Pe {heldOn}, la {event}, ați dat {amount} în numerar asociației {association} pentru {project}. Chitanța de hârtie are numărul {receipt}.',
      'Nu ați primit bunuri sau servicii în schimb. Doi oameni din asociație au semnat pentru toată suma și o duc la bancă în șapte zile.',
      'Vă mai scriem când banca a arătat banii: de atunci se iau în calcul.',
    ],
    action: 'Văd proiectul',
  },
  'donor.receipt-offline': {
    subject: 'Banii dați în numerar pentru {project} sunt la bancă',
    lines: [
      'Banca a arătat {gift} din ce ați dat în numerar. Banii sunt acum în fondul proiectului și se iau în calcul. Numărul chitanței: {receipt}.',
      'La linkul de mai jos vedeți ce se întâmplă cu ei; tot acolo veți fi întrebat dacă nu se strânge destul.',
    ],
    action: 'Văd contribuția mea',
  },
  'donor.transfer-instructions': {
    subject: 'Cum trimiteți {amount} pentru {project}',
    lines: [
      'Vă rugăm să transferați {amount} către {holder}, IBAN {iban}, BIC {bic}.',
      'Scrieți această referință și nimic altceva: {reference}. După ea știm pentru ce sunt banii.',
      'Îi așteptăm până la {until}. Primiți o chitanță când banca îi arată; contează cât ajunge.',
    ],
    action: 'Văd contribuția mea',
  },
  'donor.receipt-transfer': {
    subject: 'Chitanța {receipt}: transferul pentru {project} a ajuns',
    lines: [
      'Banca a arătat {gross}. Toată suma este pentru proiect: nu s-a oprit niciun comision. Numărul chitanței: {receipt}.',
      'Îi puteți lua înapoi până la {withdrawUntil}, fără să spuneți de ce, la linkul de mai jos. Tot acolo vedeți ce se întâmplă cu ei.',
    ],
    action: 'Văd contribuția mea',
  },
  'donor.late-transfer': {
    subject: 'Contribuția pentru {project} a venit prea târziu și se întoarce',
    lines: [
      'Cei {gross} au ajuns după încheierea campaniei. Toată suma se întoarce pe unde a venit.',
    ],
    action: 'Văd contribuția mea',
  },
  'offline.sheet-late': {
    subject: 'Numerarul pentru {project} nu este încă la bancă',
    lines: [
      '{name}, acum șapte zile doi dintre voi au semnat pentru numerarul adunat pentru {project}. Duceți-l, vă rugăm, la bancă și scrieți referința de pe bon.',
      'Se ia în calcul numai după ce banca îl arată.',
    ],
    action: 'Deschid foaia',
  },
  'offline.sheet-short': {
    subject: 'Banca arată mai puțin decât ați semnat',
    lines: [
      '{name}, la bancă a ajuns mai puțin numerar pentru {project} decât scrie pe foaie. Diferența se vede pe pagina publică.',
      'Depuneți ce lipsește, cu referința foii. După treizeci de zile asociația este suspendată.',
    ],
    action: 'Deschid foaia',
  },
  'offline.sheet-reconciled': {
    subject: 'Numerarul adunat pentru {project} a intrat în calcul',
    lines: ['{name}, banca arată tot ce ați semnat. Vă mulțumim că ați adunat.'],
    action: 'Deschid foaia',
  },
  'organisation.suspended': {
    subject: '{organisation} este suspendată',
    lines: [
      '{name}, de acum {organisation} nu mai susține proiecte și nu mai adună bani, iar ce a susținut rămâne în așteptare. Echipa decide ce trebuie făcut până la o nouă verificare.',
    ],
    action: 'Deschid biroul meu',
  },
};
