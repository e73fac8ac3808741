import type { MailTemplate } from '../../../platform/mail/mail-text.js';

/** To everybody who gave. */
export const EN_DONOR: Readonly<Record<string, MailTemplate>> = {
  'donor.receipt': {
    subject: 'Receipt {receipt}: thank you for {project}',
    lines: [
      'Your contribution of {gross} arrived on {paidOn}. Receipt number: {receipt}.',
      'For the project: {gift}. Towards the card fee: {feeCover}. For the platform: {tip}.',
      'You may take it back until {withdrawUntil}, without giving a reason, behind the link below. The same link shows what becomes of your money.',
    ],
    action: 'See my gift',
  },
  'donor.choice-failed': {
    subject: '{project} did not reach its goal: your gift is yours to decide',
    lines: [
      'The campaign ended below its minimum. Your {gross} is still kept safe for you.',
      'You can have the whole sum back, give what reached the project to another project of the same town, or leave it with the town. Please say so by {chooseUntil}. If you say nothing, everything goes back to you.',
    ],
    action: 'Decide about my gift',
  },
  'donor.choice-failed-reminder': {
    subject: 'What should become of your {gross} for {project}?',
    lines: [
      'The campaign did not reach its minimum, and we have not heard from you yet. You can have your {gross} back, give it to another project of the same town, or leave it with the town.',
      'If you say nothing by {chooseUntil}, the whole sum goes back to you by itself.',
    ],
    action: 'Decide about my gift',
  },
  'donor.choice-overflow': {
    subject: '{project} had enough already: your gift is yours to decide',
    lines: [
      'Your {gross} arrived after the goal was reached, so the project does not need it.',
      'You can have the whole sum back, give it to another project of the same town, or keep it for repairs of this one. Please say so by {chooseUntil}. If you say nothing, it is kept for repairs of this project.',
    ],
    action: 'Decide about my gift',
  },
  'donor.choice-overflow-reminder': {
    subject: 'Your {gross} for {project}: still yours to decide',
    lines: [
      'Your gift arrived after the goal was reached. You can have it back, give it to another project of the same town, or keep it for repairs of this one.',
      'If you say nothing by {chooseUntil}, it is kept for repairs of this project.',
    ],
    action: 'Decide about my gift',
  },
  'donor.choice-cancelled': {
    subject: '{project} will not go on: what is left of your gift is yours to decide',
    lines: [
      'The project was cancelled. What had not been paid out goes back to those who gave, each in proportion; of your gift that is {kept}. Why it was stopped, and what was spent, stands on its page.',
      'You can have it back, give it to another project of the same town, or leave it with the town. Please say so by {chooseUntil}. If you say nothing, it goes back to you; a share below five euros stays with the town.',
    ],
    action: 'Decide about my gift',
  },
  'donor.choice-cancelled-reminder': {
    subject: 'What should become of the {kept} left of your gift for {project}?',
    lines: [
      'The project was cancelled, and we have not heard from you yet. You can have what is left of your gift back, give it to another project of the same town, or leave it with the town.',
      'If you say nothing by {chooseUntil}, it goes back to you by itself; a share below five euros stays with the town.',
    ],
    action: 'Decide about my gift',
  },
  'donor.choice-recovered': {
    subject: '{project}: money came back, and your part of it is yours to decide',
    lines: [
      'The town hall has returned money of the project that was stopped. It goes back to those whose gifts had been spent, each in proportion; of your gift that is {kept}.',
      'You can have it back, give it to another project of the same town, or leave it with the town. Please say so by {chooseUntil}. If you say nothing, it goes back to you; a share below five euros stays with the town.',
    ],
    action: 'Decide about my part',
  },
  'donor.choice-recovered-reminder': {
    subject: 'What should become of the {kept} that came back of your gift for {project}?',
    lines: [
      'The town hall has returned money, and we have not heard from you yet. You can have your part of it back, give it to another project of the same town, or leave it with the town.',
      'If you say nothing by {chooseUntil}, it goes back to you by itself; a share below five euros stays with the town.',
    ],
    action: 'Decide about my part',
  },
  'donor.check-asked': {
    subject: 'Your gift of {gift} for {project}: we look at it first',
    lines: [
      'Thank you. Gifts of this size are looked at by a person before they are paid: nothing has been charged yet.',
      'You will hear from us within ten days, or before the collection ends.',
    ],
    action: 'See my gift',
  },
  'donor.check-accepted': {
    subject: 'Your gift of {gift} for {project} can be paid now',
    lines: ['We have looked at it. The link leads to your gift, where you can pay it.'],
    action: 'Pay my gift',
  },
  'donor.check-refused': {
    subject: 'We cannot take your gift of {gift} for {project}',
    lines: ['Nothing was charged. If you think this is a mistake, answer this mail.'],
    action: 'See my gift',
  },
  'donor.choice-returned': {
    subject: '{project} is built, and something was left: your part is yours to decide',
    lines: [
      'The works cost less than was collected. As its campaign had published, what is left goes back to those who gave, each in proportion; of your gift that is {kept}.',
      'You can have it back, give it to another project of the same town, or keep it for repairs of this one. Please say so by {chooseUntil}. If you say nothing, it goes back to you; a share below five euros is kept for repairs.',
    ],
    action: 'Decide about my part',
  },
  'donor.choice-returned-reminder': {
    subject: 'What should become of the {kept} left of your gift for {project}?',
    lines: [
      'The project is built and we have not heard from you yet. You can have your part of what is left back, give it to another project of the same town, or keep it for repairs.',
      'If you say nothing by {chooseUntil}, it goes back to you by itself; a share below five euros is kept for repairs.',
    ],
    action: 'Decide about my part',
  },
  'donor.choice-passed_on': {
    subject: '{project} is built, and something was left for another project',
    lines: [
      'The works cost less than was collected. As its campaign had published, what is left may go to another project of the same town; of your gift that is {kept}.',
      'Please choose a project by {chooseUntil}. If you say nothing, your part is kept for repairs of this one.',
    ],
    action: 'Choose a project',
  },
  'donor.choice-passed_on-reminder': {
    subject: 'Which project should have the {kept} left of your gift for {project}?',
    lines: [
      'The project is built and we have not heard from you yet. Your part of what is left may go to another project of the same town.',
      'If you say nothing by {chooseUntil}, it is kept for repairs of this one.',
    ],
    action: 'Choose a project',
  },
  'donor.choice-idle': {
    subject: 'Nothing of your gift for {project} could be paid out yet: you decide',
    lines: [
      'For 180 days after the collection nothing was paid out, because a condition is missing; which one stands on the page of the project. {kept} of your gift are still there.',
      'You can leave it with the project, have it back, or give it to another project of the same town. Please say so by {chooseUntil}. If you say nothing, it goes back to you; below five euros it stays with the town.',
    ],
    action: 'Decide about my gift',
  },
  'donor.choice-idle-reminder': {
    subject: 'Your gift for {project} lies still: what should become of it?',
    lines: [
      'Nothing of it could be paid out, and we have not heard from you yet. You can leave it with the project, have it back, or give it to another project of the same town.',
      'If you say nothing by {chooseUntil}, it goes back to you by itself; below five euros it stays with the town.',
    ],
    action: 'Decide about my gift',
  },
  'donor.choice-purpose': {
    subject: '{project} is to become something else: you decide about your gift',
    lines: [
      'The town asks to use the money for “{purpose}”, and an association of its natives agrees. What would change, and why, stands on the page of the project. {kept} of your gift have not been spent.',
      'You can agree and leave it there, have it back, or give it to another project of the same town. Please say so by {chooseUntil}. If you say nothing, it goes back to you; below five euros it stays with the town.',
    ],
    action: 'Decide about my gift',
  },
  'donor.choice-purpose-reminder': {
    subject: 'Another purpose for your gift to {project}: do you agree?',
    lines: [
      'The money is to be used for “{purpose}”, and we have not heard from you yet. You can agree, have your part back, or give it to another project of the same town.',
      'If you say nothing by {chooseUntil}, it goes back to you by itself; below five euros it stays with the town.',
    ],
    action: 'Decide about my gift',
  },
  'donor.purpose-changed': {
    subject: 'The new purpose is in force: {project}',
    lines: [
      'Everybody has decided. What donors left with the project now serves the purpose you agreed to; how many agreed, and what it was for before, stands on its page.',
    ],
    action: 'Read what changed',
  },
  'donor.moved': {
    subject: 'Your gift now counts for {project}',
    lines: [
      'As you decided, {gross} of your earlier gift count for {project} from now on. There was no second fee, and nothing more was taken from your card.',
    ],
    action: 'See my gifts',
  },
  'donor.kept-hometown-fund': {
    subject: 'Your gift stays with the town of {project}',
    lines: [
      '{kept} of your gift went into the hometown fund: for small repairs and leftovers there, and for nothing else. Every line of it stands in the open ledger.',
    ],
    action: 'See my gifts',
  },
  'donor.kept-project': {
    subject: 'Your gift stays with {project}',
    lines: [
      '{kept} of your gift stay with {project}, as you decided. They are paid out when the conditions are met, and you are told.',
    ],
    action: 'See my gifts',
  },
  'donor.kept-reserve': {
    subject: 'Your gift is kept for repairs of {project}',
    lines: [
      '{kept} are set aside for the time after the work: for repairs of {project}, and for nothing else.',
    ],
    action: 'See my gifts',
  },
  'donor.late': {
    subject: 'Your gift to {project} came too late and goes back',
    lines: [
      'Your payment of {gross} arrived after the campaign had ended. The whole sum is on its way back to you.',
    ],
    action: 'See my gift',
  },
  'donor.refunded': {
    subject: '{amount} sent back to you',
    lines: [
      'We have sent back {amount} of what you gave for {project}. Your bank may need some days to show it.',
    ],
    action: 'See my gift',
  },
  'donor.refund-failed': {
    subject: 'We could not send your money back',
    lines: [
      '{amount} that you gave for {project} came back to us: the card or the account does not take it any more. The sum is still yours.',
      'Open the link and name the account it should go to. We ask for 60 days and keep it for twelve months more; after that it serves the same town.',
    ],
    action: 'Name an account',
  },
  'donor.refund-account': {
    subject: 'Where should your {amount} go?',
    lines: [
      '{amount} of what you gave for {project} go back to you, and we know no account to send them to. Open the link and name one. We ask for 60 days and keep the sum for twelve months more; after that it serves the same town.',
    ],
    action: 'Name an account',
  },
  'donor.claim-reminder': {
    subject: 'Where should your {amount} go?',
    lines: [
      '{amount} of what you gave for {project} wait for the number of your account. Open the link and name it.',
    ],
    action: 'Name an account',
  },
  'donor.claim-unclaimed': {
    subject: 'We keep {amount} for you',
    lines: [
      'We have asked for 60 days and heard nothing. For twelve months more {amount} stay yours: name an account behind the link at any time. After that they go into the hometown fund of the same place.',
    ],
    action: 'Name an account',
  },
  'donor.claim-paid': {
    subject: '{amount} sent to your account',
    lines: ['We have sent {amount} for {project} to the account you named.'],
    action: 'See my gift',
  },
  'donor.claim-failed': {
    subject: 'The bank could not pay on the account you named',
    lines: [
      '{amount} for {project} came back to us. Please check the number of your account and name it again.',
    ],
    action: 'Name an account',
  },
  'donor.campaign-succeeded': {
    subject: '{project} will be built',
    lines: [
      'The campaign you gave to has reached its goal. Next come the agreement with the town hall and the work, step by step, each paid only after it was checked.',
    ],
    action: 'Follow the project',
  },
  'donor.share-withdrawn': {
    subject: 'The town hall took back its part of {project}',
    lines: [
      'The local council withdrew its decision to pay a part of this project. Nothing new is paid out and no new gifts are taken until another decision covers the plan.',
      'The money you gave is safe and stays where it is. The decision can be read on the page of the project.',
    ],
    action: 'Read what happened',
  },
  'donor.works-suspended': {
    subject: 'The works of {project} are stopped for now',
    lines: [
      'Two people of our staff have stopped the project you gave to. Nothing more is paid out until it is clear how it goes on. Their reason stands on its page.',
      'If the project is ended, what was not spent goes back to those who gave, each in proportion, and we ask you what should become of your part.',
    ],
    action: 'Read what happened',
  },
  'donor.tranche-released': {
    subject: '{amount} paid out for {project}',
    lines: [
      "Tranche {number} of {amount} has reached the town hall's account. On the page of the project you see what it was paid for and who checked it.",
    ],
    action: 'See the proof',
  },
  'donor.report-completion': {
    subject: '{project} is finished: read the report',
    lines: [
      'The town hall has told what was done and what it cost, with pictures and papers. The report was checked before it was published.',
    ],
    action: 'Read the report',
  },
  'donor.report-follow-up-6': {
    subject: '{project}, six months later',
    lines: [
      'Does it work, who looks after it, what changed: the first check after the end is published.',
    ],
    action: 'Read the report',
  },
  'donor.report-follow-up-12': {
    subject: '{project}, a year later',
    lines: [
      'Does it work, who looks after it, what changed: the last check is published. Thank you for having been part of it.',
    ],
    action: 'Read the report',
  },
};
