import { BookArrival } from '../transfers/book-arrival.js';
import { FreeAtStripe } from '../transfers/free-at-stripe.js';
import { HearTransfer } from '../transfers/hear-transfer.js';
import { LookBeforeSending } from '../transfers/look-before-sending.js';
import { RestTransfer } from '../transfers/rest-transfer.js';
import { TransfersService } from '../transfers/transfers.service.js';
import { BookTransfer } from '../transfers/book-transfer.js';
import { FollowPayout } from '../transfers/follow-payout.js';
import { PayOut } from '../transfers/pay-out.js';
import { ReadPayments } from '../transfers/read-payments.js';
import { SentTransfersRepository } from '../transfers/sent-transfers.repository.js';
import { ReserveTransfer } from '../transfers/reserve-transfer.js';
import { ReverseTransfer } from '../transfers/reverse-transfer.js';
import { SendTransfer } from '../transfers/send-transfer.js';
import { TransfersRepository } from '../transfers/transfers.repository.js';
import { WaitingTransfersRepository } from '../transfers/waiting-transfers.repository.js';
import { ConnectedAccountsRepository } from './connected-accounts.repository.js';
import { KeepStanding } from './keep-standing.js';
import { OfferAccount } from './offer-account.js';
import { OnboardAccount } from './onboard-account.js';
import { OpenAccount } from './open-account.js';
import { ReadStripeRail } from './read-stripe-rail.js';
import { StripeRailService } from './stripe-rail.service.js';

/** The second rail: accounts at Stripe and the transfers to them. */
export const STRIPE_RAIL = [
  ConnectedAccountsRepository,
  TransfersRepository,
  WaitingTransfersRepository,
  SentTransfersRepository,
  ReadPayments,
  KeepStanding,
  OpenAccount,
  OfferAccount,
  OnboardAccount,
  ReadStripeRail,
  FreeAtStripe,
  ReserveTransfer,
  LookBeforeSending,
  RestTransfer,
  BookArrival,
  FollowPayout,
  PayOut,
  BookTransfer,
  SendTransfer,
  HearTransfer,
  ReverseTransfer,
  TransfersService,
  StripeRailService,
];
