import { AwaitPayment } from './await-payment.js';
import { CheckoutPage } from './checkout-page.js';
import { CheckoutPagesRepository } from './checkout-pages.repository.js';
import { ClosePages } from './close-pages.js';
import { EstimatePayment } from './estimate-payment.js';
import { OpenCheckout } from './open-checkout.js';
import { RatesRepository } from './rates.repository.js';
import { StartContribution } from './start-contribution.js';
import { StrayPages } from './stray-pages.js';

export const CHECKOUT = [
  CheckoutPagesRepository,
  AwaitPayment,
  CheckoutPage,
  StrayPages,
  OpenCheckout,
  RatesRepository,
  EstimatePayment,
  StartContribution,
  ClosePages,
];
