import type { MailTemplate } from '../../../platform/mail/mail-text.js';

/** To members of associations, organisations and verifiers. */
export const RO_PEOPLE: Readonly<Record<string, MailTemplate>> = {
  'endorsement.requested': {
    subject: 'Se cere numele asociației {association} pentru {project}',
    lines: [
      'O primărie cere ca {association} să susțină {project}. Consiliul dumneavoastră hotărăște dacă deschide un vot; fără el, nimic nu se face în numele asociației.',
      'Dacă numele este folosit și nu sunteți de acord, spuneți-o pe această pagină.',
    ],
    action: 'Văd cererea',
  },
  'endorsement.called': {
    subject: '{association} votează pentru {project}',
    lines: [
      '{name}, votul este deschis. Spuneți întâi dacă aveți un interes personal, apoi da, nu sau abținere.',
    ],
    action: 'Votez',
  },
  'endorsement.activated': {
    subject: '{association} susține {project}',
    lines: [
      'Membrii au hotărât: {association} susține {project}. Rezultatul votului este pe pagina sa.',
    ],
    action: 'Văd hotărârea',
  },
  'endorsement.rejected': {
    subject: '{association} nu susține {project}',
    lines: ['Membrii au hotărât să nu susțină {project}. Rezultatul votului este pe pagina sa.'],
    action: 'Văd hotărârea',
  },
  'endorsement.expired': {
    subject: 'Prea puțini membri ai asociației {association} au votat pentru {project}',
    lines: [
      'Ambele convocări s-au încheiat fără cvorum, deci nu există susținere. Primăria poate cere din nou.',
    ],
    action: 'Văd convocarea',
  },
  'campaign.extension-asked': {
    subject: '{project} cere mai mult timp',
    lines: [
      'Primăria cere prelungirea campaniei. Este nevoie de acordul unei asociații care o susține.',
    ],
    action: 'Răspund',
  },
  'member.invited': {
    subject: '{organisation} vă invită',
    lines: [
      '{organisation} v-a înscris ca membru. Intrați în cont cu această adresă și confirmați; până atunci nu se face nimic în numele dumneavoastră.',
    ],
    action: 'Răspund invitației',
  },
  'organisation.verified': {
    subject: '{organisation} este verificată',
    lines: [
      'Am încheiat verificarea pentru {organisation}. De acum poate acționa sub numele său pe platformă.',
    ],
    action: 'Deschid pagina',
  },
  'organisation.info-requested': {
    subject: 'O întrebare despre {organisation}',
    lines: [
      'În actele pentru {organisation} mai lipsește ceva. Cel care verifică a scris ce anume. Răspundeți, vă rugăm, în 30 de zile.',
    ],
    action: 'Citesc întrebarea',
  },
  'funder.asked-idle': {
    subject: 'Din banii pentru {project} nu s-a putut plăti nimic: rămâne partea dumneavoastră?',
    lines: [
      'Timp de 180 de zile după colectă nu s-a plătit nimic. Donatorii hotărăsc ce se întâmplă cu darurile lor, iar dumneavoastră hotărâți despre ce a adăugat fondul.',
      'Aveți 21 de zile. Dacă nu răspundeți, ce nu s-a plătit se întoarce în fond. Dublarea unui dar al cărui donator pleacă se întoarce oricum.',
    ],
    action: 'Hotărâți despre partea noastră',
  },
  'funder.asked-purpose': {
    subject: '{project} ar urma să servească alt scop: rămâne partea dumneavoastră?',
    lines: [
      'Primăria cere ca banii să fie folosiți altfel, iar o asociație a băștinașilor este de acord. Ce se propune se vede pe pagina proiectului. Donatorii hotărăsc despre darurile lor, iar dumneavoastră despre ce a adăugat fondul.',
      'Aveți 21 de zile. Dacă nu răspundeți, ce nu s-a plătit se întoarce în fond. Dublarea unui dar al cărui donator pleacă se întoarce oricum.',
    ],
    action: 'Hotărâți despre partea noastră',
  },
  'association.grant-shrunk': {
    subject: '{project} are cu {lost} mai puțin',
    lines: [
      'Un dar a plecat definitiv din proiect: banca donatorului l-a luat înapoi sau a fost rambursat. Grantul proiectului pe care îl susține asociația dumneavoastră este acum de {grant}, iar plățile care mai urmează s-au micșorat. Ce s-a plătit înainte rămâne plătit.',
    ],
    action: 'Văd proiectul',
  },
  'association.grant-grown': {
    subject: '{project} are cu {gained} mai mult',
    lines: [
      'Banca unui donator contestase un dar și l-a dat înapoi. Grantul proiectului pe care îl susține asociația dumneavoastră este acum de {grant}, iar plățile care mai urmează au crescut.',
    ],
    action: 'Văd proiectul',
  },
  'purpose.proposed': {
    subject: 'Alt scop pentru {project}: este de acord asociația?',
    lines: [
      'Primăria cere, prin decizia consiliului, ca banii pentru {project} să fie folosiți în alt scop sau în alt loc. Consiliul asociației spune da sau nu; la un da este întrebat fiecare donator, care poate primi înapoi partea necheltuită.',
    ],
    action: 'Citiți propunerea',
  },
  'verifier.asked': {
    subject: 'Vă rugăm să vedeți {project}',
    lines: [
      '{name}, ați fost ales prin tragere la sorți să vedeți lucrări pe care primăria le declară făcute. Acceptați în cinci zile, mergeți acolo, fotografiați și răspundeți la câteva întrebări.',
      'Dacă dumneavoastră sau familia aveți un interes, spuneți-o și va merge altcineva.',
    ],
    action: 'Văd ce se cere',
  },
  'finance.payout-failed': {
    subject: '{project}: o bancă nu a primit plata {number}',
    lines: [
      'Banii plății {number} stau în contul destinatarului la Stripe: banca lui nu i-a primit sau i-a trimis înapoi. Vedeți motivul, apoi plătiți din nou sau luați banii înapoi.',
    ],
    action: 'Văd plata',
  },
};
