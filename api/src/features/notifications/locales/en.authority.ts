import type { MailTemplate } from '../../../platform/mail/mail-text.js';

/** To the town hall that leads a project. */
export const EN_AUTHORITY: Readonly<Record<string, MailTemplate>> = {
  'authority.changes-requested': {
    subject: '{project}: please change a few things',
    lines: [
      'The review found points to change. They are written beside the sections they belong to.',
    ],
    action: 'Open the project',
  },
  'authority.seeking-endorsement': {
    subject: '{project} passed the review',
    lines: [
      'Now an association of natives has to stand behind it. Ask one on the page of the project.',
    ],
    action: 'Ask an association',
  },
  'authority.rejected': {
    subject: '{project} was not accepted',
    lines: ['The review ended with no. The reason is on the page of the project.'],
    action: 'Read the reason',
  },
  'authority.campaign-live': {
    subject: 'The campaign for {project} is open',
    lines: [
      'From now on everybody can give. Share the page with the people of the village, at home and abroad.',
    ],
    action: 'See the campaign',
  },
  'authority.campaign-failed': {
    subject: 'The campaign for {project} ended below its minimum',
    lines: [
      'Everybody who gave decides about their money. You may change the project and try once more.',
    ],
    action: 'See what is next',
  },
  'authority.campaign-settled': {
    subject: 'The money for {project} is counted',
    lines: ['The sum is final. Next is the agreement: read it and sign it.'],
    action: 'Open the project',
  },
  'authority.agreement-made': {
    subject: 'The agreement for {project} waits for your signature',
    lines: ['Please sign within 45 days. Work and payments begin only after both signatures.'],
    action: 'Read and sign',
  },
  'authority.agreement-overdue': {
    subject: 'The agreement for {project} is late',
    lines: [
      '45 days went by without both signatures. After 15 more days the project is cancelled and the donors decide about their money.',
    ],
    action: 'Read and sign',
  },
  'authority.purpose-refused': {
    subject: 'No agreement to another purpose for {project}',
    lines: [
      'An association that stands behind the project said no to the change. Its reason stands on the page; everything stays as it was.',
    ],
    action: 'Read the answer',
  },
  'authority.purpose-asked': {
    subject: 'The donors of {project} decide about the new purpose',
    lines: [
      'An association has agreed. Every donor and every matching fund now has 21 days to say yes or to take their part back. Until then nothing is paid.',
    ],
    action: 'See how it stands',
  },
  'authority.purpose-changed': {
    subject: 'The new purpose of {project} is in force',
    lines: [
      'Everybody has decided. What was left with the project is the grant, and the payments are planned anew. Please look at the new amounts before you sign anything.',
    ],
    action: 'See what is left',
  },
  'authority.purpose-lapsed': {
    subject: 'Nobody left money for the new purpose of {project}',
    lines: [
      'Every donor has taken their part back, so the purpose does not change. We will be in touch about how the project ends.',
    ],
    action: 'See the result',
  },
  'authority.grant-shrunk': {
    subject: '{project}: the grant is {lost} smaller',
    lines: [
      'A gift has left the project for good: the donor’s bank took it back, or it was refunded. What of it was not paid out is missing: the grant is {grant} now, and the payments still to come have become smaller.',
      'Nothing that was paid is asked back. Please look at the new amounts before you order works.',
    ],
    action: 'See the new amounts',
  },
  'authority.grant-grown': {
    subject: '{project}: the grant is {gained} larger',
    lines: [
      'A donor’s bank had claimed a gift and has given it back. It is the project’s again: the grant is {grant} now, and the payments still to come have become larger.',
      'Please look at the new amounts.',
    ],
    action: 'See the new amounts',
  },
  'authority.recovery-demanded': {
    subject: 'Money paid for {project} is wanted back',
    lines: [
      'How much is to be returned, why, and until which day stands with the agreement of the project.',
      'Please transfer it to the account the payments came from. If you see it differently, or can only pay in instalments, write to us before that day: everybody can read how it goes on.',
    ],
    action: 'Read the demand',
  },
  'authority.recovery-overdue': {
    subject: 'Money to be returned for {project} is late',
    lines: [
      'A day on which money should have come back has passed without it. The project’s page says so.',
      'If nothing comes, the case is brought to the auditors.',
    ],
    action: 'Read the demand',
  },
  'authority.milestone-verified': {
    subject: '{project}: a milestone is confirmed',
    lines: [
      'The people who looked at the work said yes. The next tranche can be prepared once its other conditions are met.',
    ],
    action: 'Open the milestone',
  },
  'authority.milestone-rework': {
    subject: '{project}: please do it again',
    lines: [
      'The work was looked at and something is not as agreed. What it is stands beside the milestone.',
    ],
    action: 'Open the milestone',
  },
  'authority.milestone-overdue': {
    subject: '{project}: a milestone is late',
    lines: [
      'The planned date has passed. Please report the work or tell everybody why it takes longer; the page shows that it is late.',
    ],
    action: 'Report now',
  },
  'authority.tranche-paid': {
    subject: '{project}: a tranche is in your account',
    lines: [
      'The bank has confirmed the payment. Please report what it is spent on, with invoices.',
    ],
    action: 'Report spending',
  },
  'authority.tranche-held': {
    subject: '{project}: a payment is on hold',
    lines: ['A tranche was put on hold. The reason is on the page of the project.'],
    action: 'Read the reason',
  },
  'authority.payout-failed': {
    subject: '{project}: your bank did not take a payment',
    lines: [
      'The money of a tranche lies in your account at Stripe, because your bank did not take it or Stripe asks you for something. Please look at the bank account you gave there; then it is paid out again.',
    ],
    action: 'See the payment',
  },
  'authority.report-due': {
    subject: '{project}: a report is due',
    lines: ['Please tell what was done and what changed. Everybody who gave will read it.'],
    action: 'Write the report',
  },
  'authority.report-returned': {
    subject: '{project}: please complete the report',
    lines: ['The report was read and something is missing. What it is stands beside the report.'],
    action: 'Open the report',
  },
};
