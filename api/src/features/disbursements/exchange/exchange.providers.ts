import { ChooseCurrency } from './choose-currency.js';
import { ExchangeDuties } from './exchange.duties.js';
import { ExchangeRepository } from './exchange.repository.js';
import { ExchangeService } from './exchange.service.js';
import { PriceTranche } from './price-tranche.js';
import { SayReceived } from './say-received.js';

export const EXCHANGE = [
  ExchangeRepository,
  ChooseCurrency,
  PriceTranche,
  SayReceived,
  ExchangeDuties,
  ExchangeService,
];
