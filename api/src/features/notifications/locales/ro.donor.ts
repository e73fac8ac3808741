import type { MailTemplate } from '../../../platform/mail/mail-text.js';

/** To everybody who gave. */
export const RO_DONOR: Readonly<Record<string, MailTemplate>> = {
  'donor.receipt': {
    subject: 'Chitanța {receipt}: vă mulțumim pentru {project}',
    lines: [
      'Contribuția dumneavoastră de {gross} a ajuns pe {paidOn}. Numărul chitanței: {receipt}.',
      'Pentru proiect: {gift}. Pentru comisionul cardului: {feeCover}. Pentru platformă: {tip}.',
      'O puteți retrage până pe {withdrawUntil}, fără să dați un motiv, la linkul de mai jos. Tot acolo vedeți ce se întâmplă cu banii.',
    ],
    action: 'Văd contribuția mea',
  },
  'donor.choice-failed': {
    subject: '{project} nu și-a atins ținta: dumneavoastră decideți',
    lines: [
      'Campania s-a încheiat sub suma minimă. Cei {gross} ai dumneavoastră sunt păstrați în siguranță.',
      'Puteți primi înapoi toată suma, puteți da altui proiect din aceeași localitate ce a ajuns la proiect, sau îi puteți lăsa localității. Spuneți până pe {chooseUntil}. Dacă nu răspundeți, totul se întoarce la dumneavoastră.',
    ],
    action: 'Decid despre contribuția mea',
  },
  'donor.choice-failed-reminder': {
    subject: 'Ce să facem cu cei {gross} pentru {project}?',
    lines: [
      'Campania nu a atins suma minimă și nu ne-ați răspuns încă. Puteți primi înapoi cei {gross}, îi puteți da altui proiect din aceeași localitate sau îi puteți lăsa localității.',
      'Dacă nu răspundeți până pe {chooseUntil}, toată suma se întoarce singură la dumneavoastră.',
    ],
    action: 'Decid despre contribuția mea',
  },
  'donor.choice-overflow': {
    subject: '{project} avea deja destul: dumneavoastră decideți',
    lines: [
      'Cei {gross} au ajuns după ce ținta fusese atinsă, așa că proiectul nu mai are nevoie de ei.',
      'Puteți primi înapoi toată suma, o puteți da altui proiect din aceeași localitate sau o puteți păstra pentru reparațiile acestui proiect. Spuneți până pe {chooseUntil}. Dacă nu răspundeți, rămâne pentru reparațiile acestui proiect.',
    ],
    action: 'Decid despre contribuția mea',
  },
  'donor.choice-overflow-reminder': {
    subject: 'Cei {gross} pentru {project}: încă decideți dumneavoastră',
    lines: [
      'Contribuția a ajuns după ce ținta fusese atinsă. O puteți primi înapoi, o puteți da altui proiect din aceeași localitate sau o puteți păstra pentru reparațiile acestuia.',
      'Dacă nu răspundeți până pe {chooseUntil}, rămâne pentru reparațiile acestui proiect.',
    ],
    action: 'Decid despre contribuția mea',
  },
  'donor.choice-cancelled': {
    subject: '{project} nu mai continuă: dumneavoastră decideți ce se face cu restul',
    lines: [
      'Proiectul a fost anulat. Ce nu fusese plătit se întoarce la cei care au dat, fiecăruia după cât a dat; din contribuția dumneavoastră au rămas {kept}. De ce s-a oprit și ce s-a cheltuit se vede pe pagina lui.',
      'Puteți primi banii înapoi, îi puteți da altui proiect din aceeași localitate sau îi puteți lăsa localității. Spuneți până pe {chooseUntil}. Dacă nu răspundeți, se întorc la dumneavoastră; o parte sub cinci euro rămâne localității.',
    ],
    action: 'Decid despre contribuția mea',
  },
  'donor.choice-cancelled-reminder': {
    subject: 'Ce să facem cu cei {kept} rămași din contribuția pentru {project}?',
    lines: [
      'Proiectul a fost anulat și nu ne-ați răspuns încă. Puteți primi înapoi ce a rămas din contribuție, puteți da altui proiect din aceeași localitate sau puteți lăsa localității.',
      'Dacă nu răspundeți până pe {chooseUntil}, banii se întorc singuri la dumneavoastră; o parte sub cinci euro rămâne localității.',
    ],
    action: 'Decid despre contribuția mea',
  },
  'donor.choice-recovered': {
    subject: '{project}: s-au întors bani, iar despre partea dumneavoastră decideți dumneavoastră',
    lines: [
      'Primăria a întors bani ai proiectului oprit. Ei se întorc la cei ale căror contribuții fuseseră cheltuite, fiecăruia după cât a dat; din contribuția dumneavoastră sunt {kept}.',
      'Puteți primi banii înapoi, îi puteți da altui proiect din aceeași localitate sau îi puteți lăsa localității. Spuneți până pe {chooseUntil}. Dacă nu răspundeți, se întorc la dumneavoastră; o parte sub cinci euro rămâne localității.',
    ],
    action: 'Decid despre partea mea',
  },
  'donor.choice-recovered-reminder': {
    subject: 'Ce facem cu cei {kept} întorși din contribuția pentru {project}?',
    lines: [
      'Primăria a întors bani și nu ne-ați răspuns încă. Puteți primi înapoi partea dumneavoastră, o puteți da altui proiect din aceeași localitate sau o puteți lăsa localității.',
      'Dacă nu răspundeți până pe {chooseUntil}, se întoarce singură la dumneavoastră; o parte sub cinci euro rămâne localității.',
    ],
    action: 'Decid despre partea mea',
  },
  'donor.check-asked': {
    subject: 'Contribuția de {gift} pentru {project}: întâi ne uităm noi',
    lines: [
      'Vă mulțumim. Contribuțiile atât de mari sunt verificate de un om înainte de plată: încă nu s-a încasat nimic.',
      'Vă răspundem în cel mult zece zile, sau înainte să se încheie colecta.',
    ],
    action: 'Văd contribuția mea',
  },
  'donor.check-accepted': {
    subject: 'Contribuția de {gift} pentru {project} poate fi plătită',
    lines: ['Am verificat-o. Linkul duce la contribuția dumneavoastră, unde o puteți plăti.'],
    action: 'Plătesc contribuția',
  },
  'donor.check-refused': {
    subject: 'Nu putem primi contribuția de {gift} pentru {project}',
    lines: ['Nu s-a încasat nimic. Dacă vi se pare o greșeală, răspundeți la acest mesaj.'],
    action: 'Văd contribuția mea',
  },
  'donor.choice-returned': {
    subject: '{project} e gata și a rămas ceva: despre partea dumneavoastră decideți dumneavoastră',
    lines: [
      'Lucrările au costat mai puțin decât s-a strâns. Așa cum a publicat campania, ce a rămas se întoarce la cei care au dat, fiecăruia după cât a dat; din contribuția dumneavoastră sunt {kept}.',
      'Puteți primi banii înapoi, îi puteți da altui proiect din aceeași localitate sau îi puteți păstra pentru reparațiile acestuia. Spuneți până pe {chooseUntil}. Dacă nu răspundeți, se întorc la dumneavoastră; o parte sub cinci euro se păstrează pentru reparații.',
    ],
    action: 'Decid despre partea mea',
  },
  'donor.choice-returned-reminder': {
    subject: 'Ce facem cu cei {kept} rămași din contribuția pentru {project}?',
    lines: [
      'Proiectul e gata și nu ne-ați răspuns încă. Puteți primi înapoi partea dumneavoastră din ce a rămas, o puteți da altui proiect din aceeași localitate sau o puteți păstra pentru reparații.',
      'Dacă nu răspundeți până pe {chooseUntil}, se întoarce singură la dumneavoastră; o parte sub cinci euro se păstrează pentru reparații.',
    ],
    action: 'Decid despre partea mea',
  },
  'donor.choice-passed_on': {
    subject: '{project} e gata și a rămas ceva pentru alt proiect',
    lines: [
      'Lucrările au costat mai puțin decât s-a strâns. Așa cum a publicat campania, ce a rămas poate merge la alt proiect din aceeași localitate; din contribuția dumneavoastră sunt {kept}.',
      'Alegeți un proiect până pe {chooseUntil}. Dacă nu răspundeți, partea dumneavoastră se păstrează pentru reparațiile acestuia.',
    ],
    action: 'Aleg un proiect',
  },
  'donor.choice-passed_on-reminder': {
    subject: 'Cărui proiect să-i dăm cei {kept} rămași din contribuția pentru {project}?',
    lines: [
      'Proiectul e gata și nu ne-ați răspuns încă. Partea dumneavoastră din ce a rămas poate merge la alt proiect din aceeași localitate.',
      'Dacă nu răspundeți până pe {chooseUntil}, se păstrează pentru reparațiile acestuia.',
    ],
    action: 'Aleg un proiect',
  },
  'donor.choice-idle': {
    subject:
      'Din contribuția pentru {project} nu s-a putut plăti încă nimic: decideți dumneavoastră',
    lines: [
      'Timp de 180 de zile după colectare nu s-a plătit nimic, pentru că lipsește o condiție; care anume se vede pe pagina proiectului. {kept} din contribuție sunt încă acolo.',
      'Puteți lăsa banii la proiect, îi puteți primi înapoi sau îi puteți da altui proiect din aceeași localitate. Spuneți până pe {chooseUntil}. Dacă nu răspundeți, se întorc la dumneavoastră; sub cinci euro rămân localității.',
    ],
    action: 'Decid despre contribuția mea',
  },
  'donor.choice-idle-reminder': {
    subject: 'Contribuția pentru {project} stă pe loc: ce facem cu ea?',
    lines: [
      'Din ea nu s-a putut plăti nimic și nu ne-ați răspuns încă. O puteți lăsa la proiect, o puteți primi înapoi sau o puteți da altui proiect din aceeași localitate.',
      'Dacă nu răspundeți până pe {chooseUntil}, se întoarce singură la dumneavoastră; sub cinci euro rămâne localității.',
    ],
    action: 'Decid despre contribuția mea',
  },
  'donor.choice-purpose': {
    subject: '{project} ar urma să devină altceva: decideți despre contribuția dumneavoastră',
    lines: [
      'Primăria cere ca banii să fie folosiți pentru „{purpose}”, iar o asociație a băștinașilor este de acord. Ce s-ar schimba și de ce se vede pe pagina proiectului. {kept} din contribuție nu s-au cheltuit.',
      'Puteți fi de acord și lăsa banii acolo, îi puteți primi înapoi sau îi puteți da altui proiect din aceeași localitate. Spuneți până pe {chooseUntil}. Dacă nu răspundeți, se întorc la dumneavoastră; sub cinci euro rămân localității.',
    ],
    action: 'Decid despre contribuția mea',
  },
  'donor.choice-purpose-reminder': {
    subject: 'Alt scop pentru contribuția la {project}: sunteți de acord?',
    lines: [
      'Banii ar urma să fie folosiți pentru „{purpose}” și nu ne-ați răspuns încă. Puteți fi de acord, puteți primi partea înapoi sau o puteți da altui proiect din aceeași localitate.',
      'Dacă nu răspundeți până pe {chooseUntil}, se întoarce singură la dumneavoastră; sub cinci euro rămâne localității.',
    ],
    action: 'Decid despre contribuția mea',
  },
  'donor.purpose-changed': {
    subject: 'Noul scop este în vigoare: {project}',
    lines: [
      'Toți au hotărât. Ce au lăsat donatorii la proiect servește acum scopul cu care ați fost de acord; câți au fost de acord și pentru ce era înainte se vede pe pagina lui.',
    ],
    action: 'Citesc ce s-a schimbat',
  },
  'donor.moved': {
    subject: 'Contribuția dumneavoastră contează acum pentru {project}',
    lines: [
      'Așa cum ați decis, {gross} din contribuția de mai înainte contează de acum pentru {project}. Nu s-a plătit un al doilea comision și nu s-a mai luat nimic de pe card.',
    ],
    action: 'Văd contribuțiile mele',
  },
  'donor.kept-hometown-fund': {
    subject: 'Contribuția rămâne localității proiectului {project}',
    lines: [
      '{kept} din contribuția dumneavoastră au intrat în fondul localității: pentru reparații mici și resturi de lucrări de acolo și pentru nimic altceva. Fiecare rând se vede în registrul public.',
    ],
    action: 'Văd contribuțiile mele',
  },
  'donor.kept-project': {
    subject: 'Contribuția rămâne la {project}',
    lines: [
      '{kept} din contribuția dumneavoastră rămân la {project}, cum ați decis. Se plătesc când condițiile sunt îndeplinite și vă anunțăm.',
    ],
    action: 'Văd contribuțiile mele',
  },
  'donor.kept-reserve': {
    subject: 'Contribuția e păstrată pentru reparații la {project}',
    lines: [
      '{kept} sunt puși deoparte pentru timpul de după lucrări: pentru reparații la {project} și pentru nimic altceva.',
    ],
    action: 'Văd contribuțiile mele',
  },
  'donor.late': {
    subject: 'Contribuția pentru {project} a venit prea târziu și se întoarce',
    lines: [
      'Plata de {gross} a ajuns după încheierea campaniei. Toată suma se întoarce la dumneavoastră.',
    ],
    action: 'Văd contribuția mea',
  },
  'donor.refunded': {
    subject: '{amount} trimiși înapoi',
    lines: [
      'Am trimis înapoi {amount} din ce ați dăruit pentru {project}. Banca poate avea nevoie de câteva zile ca să îi arate.',
    ],
    action: 'Văd contribuția mea',
  },
  'donor.refund-failed': {
    subject: 'Nu am putut să vă trimitem banii înapoi',
    lines: [
      'Cei {amount} dăruiți pentru {project} s-au întors la noi: cardul sau contul nu îi mai primește. Suma rămâne a dumneavoastră.',
      'Deschideți linkul și scrieți contul în care să o trimitem. Întrebăm timp de 60 de zile și o păstrăm încă douăsprezece luni; după aceea servește aceleiași localități.',
    ],
    action: 'Scriu un cont',
  },
  'donor.refund-account': {
    subject: 'În ce cont să trimitem cei {amount}?',
    lines: [
      '{amount} din ce ați dăruit pentru {project} se întorc la dumneavoastră și nu știm niciun cont în care să îi trimitem. Deschideți linkul și scrieți unul. Întrebăm timp de 60 de zile și păstrăm suma încă douăsprezece luni; după aceea servește aceleiași localități.',
    ],
    action: 'Scriu un cont',
  },
  'donor.claim-reminder': {
    subject: 'Unde să trimitem cei {amount}?',
    lines: [
      '{amount} din ce ați dăruit pentru {project} așteaptă numărul contului dumneavoastră. Deschideți linkul și scrieți-l.',
    ],
    action: 'Scriu un cont',
  },
  'donor.claim-unclaimed': {
    subject: 'Păstrăm {amount} pentru dumneavoastră',
    lines: [
      'Am întrebat timp de 60 de zile și nu am primit răspuns. Încă douăsprezece luni cei {amount} rămân ai dumneavoastră: scrieți oricând un cont prin link. După aceea intră în fondul aceleiași localități.',
    ],
    action: 'Scriu un cont',
  },
  'donor.claim-paid': {
    subject: '{amount} trimiși în contul dumneavoastră',
    lines: ['Am trimis {amount} pentru {project} în contul pe care l-ați scris.'],
    action: 'Văd contribuția mea',
  },
  'donor.claim-failed': {
    subject: 'Banca nu a putut plăti în contul scris',
    lines: [
      '{amount} pentru {project} s-au întors la noi. Verificați numărul contului și scrieți-l din nou.',
    ],
    action: 'Scriu un cont',
  },
  'donor.campaign-succeeded': {
    subject: '{project} se va face',
    lines: [
      'Campania la care ați contribuit și-a atins ținta. Urmează acordul cu primăria și lucrările, pas cu pas, fiecare plătită numai după ce a fost verificată.',
    ],
    action: 'Urmăresc proiectul',
  },
  'donor.share-withdrawn': {
    subject: 'Primăria și-a retras partea din {project}',
    lines: [
      'Consiliul local și-a retras hotărârea de a plăti o parte din acest proiect. Nu se mai plătește nimic și nu se primesc daruri noi până când altă hotărâre acoperă planul.',
      'Banii dăruiți de dumneavoastră sunt în siguranță și rămân unde sunt. Hotărârea se poate citi pe pagina proiectului.',
    ],
    action: 'Citiți ce s-a întâmplat',
  },
  'donor.works-suspended': {
    subject: 'Lucrările proiectului {project} sunt oprite deocamdată',
    lines: [
      'Doi oameni din echipa noastră au oprit proiectul la care ați contribuit. Nu se mai plătește nimic până nu se știe cum continuă. Motivul lor se vede pe pagina proiectului.',
      'Dacă proiectul se încheie, ce nu s-a cheltuit se întoarce la cei care au dat, fiecăruia după cât a dat, iar pe dumneavoastră vă întrebăm ce facem cu partea care vă revine.',
    ],
    action: 'Citesc ce s-a întâmplat',
  },
  'donor.tranche-released': {
    subject: '{amount} plătiți pentru {project}',
    lines: [
      'Tranșa {number}, de {amount}, a ajuns în contul primăriei. Pe pagina proiectului vedeți pentru ce s-a plătit și cine a verificat.',
    ],
    action: 'Văd dovezile',
  },
  'donor.report-completion': {
    subject: '{project} este gata: citiți raportul',
    lines: [
      'Primăria a arătat ce s-a făcut și cât a costat, cu fotografii și acte. Raportul a fost verificat înainte de publicare.',
    ],
    action: 'Citesc raportul',
  },
  'donor.report-follow-up-6': {
    subject: '{project}, după șase luni',
    lines: [
      'Funcționează, cine are grijă, ce s-a schimbat: prima verificare de după încheiere este publicată.',
    ],
    action: 'Citesc raportul',
  },
  'donor.report-follow-up-12': {
    subject: '{project}, după un an',
    lines: [
      'Funcționează, cine are grijă, ce s-a schimbat: ultima verificare este publicată. Vă mulțumim că ați fost alături.',
    ],
    action: 'Citesc raportul',
  },
};
