import type { MailTemplate } from '../../../platform/mail/mail-text.js';

/** To the town hall that leads a project. */
export const RO_AUTHORITY: Readonly<Record<string, MailTemplate>> = {
  'authority.changes-requested': {
    subject: '{project}: mai sunt de schimbat câteva lucruri',
    lines: ['La verificare au apărut observații. Sunt scrise lângă secțiunile la care se referă.'],
    action: 'Deschid proiectul',
  },
  'authority.seeking-endorsement': {
    subject: '{project} a trecut de verificare',
    lines: ['Acum o asociație de băștinași trebuie să îl susțină. Cereți-o pe pagina proiectului.'],
    action: 'Cer susținerea',
  },
  'authority.rejected': {
    subject: '{project} nu a fost acceptat',
    lines: ['Verificarea s-a încheiat cu un refuz. Motivul este pe pagina proiectului.'],
    action: 'Citesc motivul',
  },
  'authority.campaign-live': {
    subject: 'Campania pentru {project} este deschisă',
    lines: [
      'De acum oricine poate contribui. Trimiteți pagina oamenilor din sat, de acasă și din străinătate.',
    ],
    action: 'Văd campania',
  },
  'authority.campaign-failed': {
    subject: 'Campania pentru {project} s-a încheiat sub minim',
    lines: [
      'Fiecare donator decide despre banii săi. Puteți schimba proiectul și încerca încă o dată.',
    ],
    action: 'Văd ce urmează',
  },
  'authority.campaign-settled': {
    subject: 'Banii pentru {project} sunt numărați',
    lines: ['Suma este definitivă. Urmează acordul: citiți-l și semnați-l.'],
    action: 'Deschid proiectul',
  },
  'authority.agreement-made': {
    subject: 'Acordul pentru {project} vă așteaptă semnătura',
    lines: [
      'Semnați, vă rugăm, în 45 de zile. Lucrările și plățile încep numai după ambele semnături.',
    ],
    action: 'Citesc și semnez',
  },
  'authority.agreement-overdue': {
    subject: 'Acordul pentru {project} întârzie',
    lines: [
      'Au trecut 45 de zile fără ambele semnături. După încă 15 zile proiectul se anulează, iar donatorii decid despre banii lor.',
    ],
    action: 'Citesc și semnez',
  },
  'authority.purpose-refused': {
    subject: 'Fără acord pentru alt scop la {project}',
    lines: [
      'O asociație care susține proiectul a spus nu schimbării. Motivul ei se vede pe pagină; totul rămâne cum era.',
    ],
    action: 'Citesc răspunsul',
  },
  'authority.purpose-asked': {
    subject: 'Donatorii proiectului {project} hotărăsc despre noul scop',
    lines: [
      'O asociație a fost de acord. Fiecare donator și fiecare fond de dublare are acum 21 de zile să spună da sau să-și ia partea înapoi. Până atunci nu se plătește nimic.',
    ],
    action: 'Văd cum stă',
  },
  'authority.purpose-changed': {
    subject: 'Noul scop al proiectului {project} este în vigoare',
    lines: [
      'Toți au hotărât. Ce a rămas la proiect este grantul, iar plățile sunt planificate din nou. Vedeți noile sume înainte de a semna ceva.',
    ],
    action: 'Văd ce a rămas',
  },
  'authority.purpose-lapsed': {
    subject: 'Nimeni nu a lăsat bani pentru noul scop la {project}',
    lines: [
      'Fiecare donator și-a luat partea înapoi, deci scopul nu se schimbă. Vă scriem despre cum se încheie proiectul.',
    ],
    action: 'Văd rezultatul',
  },
  'authority.grant-shrunk': {
    subject: '{project}: grantul este cu {lost} mai mic',
    lines: [
      'Un dar a plecat definitiv din proiect: banca donatorului l-a luat înapoi sau a fost rambursat. Lipsește partea din el care nu fusese plătită: grantul este acum de {grant}, iar plățile care mai urmează s-au micșorat.',
      'Din ce s-a plătit nu se cere nimic înapoi. Vă rugăm să vedeți sumele noi înainte să comandați lucrări.',
    ],
    action: 'Văd sumele noi',
  },
  'authority.grant-grown': {
    subject: '{project}: grantul este cu {gained} mai mare',
    lines: [
      'Banca unui donator contestase un dar și l-a dat înapoi. Este din nou al proiectului: grantul este acum de {grant}, iar plățile care mai urmează au crescut.',
      'Vă rugăm să vedeți sumele noi.',
    ],
    action: 'Văd sumele noi',
  },
  'authority.recovery-demanded': {
    subject: 'Se cer înapoi bani plătiți pentru {project}',
    lines: [
      'La acordul proiectului scrie cât trebuie întors, de ce și până în ce zi.',
      'Vă rugăm să transferați suma în contul din care au venit plățile. Dacă vedeți altfel lucrurile sau puteți plăti numai în rate, scrieți-ne înainte de acea zi: toată lumea poate citi cum continuă.',
    ],
    action: 'Citesc cererea',
  },
  'authority.recovery-overdue': {
    subject: 'Întârzie banii de întors pentru {project}',
    lines: [
      'A trecut o zi în care trebuiau să vină bani înapoi și nu au venit. Pagina proiectului o spune.',
      'Dacă nu vine nimic, cazul ajunge la auditori.',
    ],
    action: 'Citesc cererea',
  },
  'authority.milestone-verified': {
    subject: '{project}: o etapă este confirmată',
    lines: [
      'Cei care au văzut lucrările au spus da. Următoarea tranșă se poate pregăti când sunt îndeplinite și celelalte condiții.',
    ],
    action: 'Deschid etapa',
  },
  'authority.milestone-rework': {
    subject: '{project}: este nevoie de refacere',
    lines: [
      'Lucrările au fost văzute și ceva nu este cum s-a convenit. Ce anume scrie lângă etapă.',
    ],
    action: 'Deschid etapa',
  },
  'authority.milestone-overdue': {
    subject: '{project}: o etapă întârzie',
    lines: [
      'Data planificată a trecut. Raportați lucrările sau spuneți tuturor de ce durează; pagina arată întârzierea.',
    ],
    action: 'Raportez acum',
  },
  'authority.tranche-paid': {
    subject: '{project}: o tranșă este în cont',
    lines: ['Banca a confirmat plata. Raportați, vă rugăm, pe ce se cheltuiește, cu facturi.'],
    action: 'Raportez cheltuielile',
  },
  'authority.tranche-held': {
    subject: '{project}: o plată este oprită',
    lines: ['O tranșă a fost oprită. Motivul este pe pagina proiectului.'],
    action: 'Citesc motivul',
  },
  'authority.payout-failed': {
    subject: '{project}: banca dumneavoastră nu a primit o plată',
    lines: [
      'Banii unei tranșe stau în contul dumneavoastră de la Stripe, pentru că banca nu i-a primit sau Stripe vă cere ceva. Verificați contul bancar dat acolo; apoi se plătesc din nou.',
    ],
    action: 'Vedeți plata',
  },
  'authority.report-due': {
    subject: '{project}: este vremea raportului',
    lines: [
      'Spuneți, vă rugăm, ce s-a făcut și ce s-a schimbat. Toți cei care au contribuit îl vor citi.',
    ],
    action: 'Scriu raportul',
  },
  'authority.report-returned': {
    subject: '{project}: completați raportul',
    lines: ['Raportul a fost citit și lipsește ceva. Ce anume scrie lângă raport.'],
    action: 'Deschid raportul',
  },
};
