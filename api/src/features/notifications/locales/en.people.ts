import type { MailTemplate } from '../../../platform/mail/mail-text.js';

/** To members of associations, organisations and verifiers. */
export const EN_PEOPLE: Readonly<Record<string, MailTemplate>> = {
  'endorsement.requested': {
    subject: 'The name of {association} is asked for {project}',
    lines: [
      'A town hall asks {association} to stand behind {project}. Your board decides whether to open a vote; nothing happens in your name without it.',
      'If the name is used and you disagree, say so on this page.',
    ],
    action: 'See the request',
  },
  'endorsement.called': {
    subject: '{association} votes on {project}',
    lines: [
      '{name}, the vote is open. Say first whether you have an interest of your own in it, then yes, no or neither.',
    ],
    action: 'Vote',
  },
  'endorsement.activated': {
    subject: '{association} stands behind {project}',
    lines: [
      'The members have decided: {association} endorses {project}. The figures of the vote are on its page.',
    ],
    action: 'See the decision',
  },
  'endorsement.rejected': {
    subject: '{association} does not stand behind {project}',
    lines: [
      'The members have decided against endorsing {project}. The figures of the vote are on its page.',
    ],
    action: 'See the decision',
  },
  'endorsement.expired': {
    subject: 'Too few members of {association} voted on {project}',
    lines: [
      'Both calls ended without enough votes, so there is no endorsement. The town hall may ask again.',
    ],
    action: 'See the call',
  },
  'campaign.extension-asked': {
    subject: '{project} asks for more time',
    lines: [
      'The town hall asks to make the campaign longer. It needs the consent of an association that stands behind it.',
    ],
    action: 'Say yes or no',
  },
  'member.invited': {
    subject: '{organisation} invites you',
    lines: [
      '{organisation} has entered you as a member. Sign in with this address and confirm; until then nothing is done in your name.',
    ],
    action: 'Answer the invitation',
  },
  'organisation.verified': {
    subject: '{organisation} is verified',
    lines: [
      'Our check of {organisation} is done. From now on it may act under its own name on the platform.',
    ],
    action: 'Open the page',
  },
  'organisation.info-requested': {
    subject: 'A question about {organisation}',
    lines: [
      'Something is still missing in the papers of {organisation}. The reviewer has written what. Please answer within 30 days.',
    ],
    action: 'Read the question',
  },
  'funder.asked-idle': {
    subject: 'Nothing of the money for {project} could be paid out: does your matching stay?',
    lines: [
      'For 180 days after the collection nothing was paid out. Its donors decide what becomes of their gifts, and you decide about what your fund has added.',
      'You have 21 days. If you say nothing, what was not paid out goes back to your fund. The match of a gift whose donor leaves comes back in any case.',
    ],
    action: 'Decide about our part',
  },
  'funder.asked-purpose': {
    subject: '{project} is to serve another purpose: does your matching stay?',
    lines: [
      'The town asks to use the money differently, and an association of its natives agrees. What is proposed stands on the page of the project. Its donors decide about their gifts, and you decide about what your fund has added.',
      'You have 21 days. If you say nothing, what was not paid out goes back to your fund. The match of a gift whose donor leaves comes back in any case.',
    ],
    action: 'Decide about our part',
  },
  'association.grant-shrunk': {
    subject: '{project} has {lost} less',
    lines: [
      'A gift has left the project for good: the donor’s bank took it back, or it was refunded. The grant of the project your association endorses is {grant} now, and the payments still to come have become smaller. Whatever was paid out before stays paid.',
    ],
    action: 'See the project',
  },
  'association.grant-grown': {
    subject: '{project} has {gained} more',
    lines: [
      'A donor’s bank had claimed a gift and has given it back. The grant of the project your association endorses is {grant} now, and the payments still to come have become larger.',
    ],
    action: 'See the project',
  },
  'purpose.proposed': {
    subject: 'Another purpose for {project}: does your association agree?',
    lines: [
      'The town asks to use the money of {project} for another purpose or at another place, by a decision of its council. Your board says yes or no; with a yes every donor is asked, and can have the part of the gift back that was not spent.',
    ],
    action: 'Read what is proposed',
  },
  'verifier.asked': {
    subject: 'Please look at {project}',
    lines: [
      '{name}, you were drawn to look at work that the town hall reports as done. Accept within five days, go there, take pictures and answer a few questions.',
      'If you or your family have an interest in it, say so and somebody else will go.',
    ],
    action: 'See what is asked',
  },
  'finance.payout-failed': {
    subject: '{project}: a bank did not take payment {number}',
    lines: [
      'The money of payment {number} lies in the account of the payee at Stripe: the bank behind it did not take it, or sent it back. Look at the reason, then have it paid out again or take it back.',
    ],
    action: 'See the payment',
  },
};
