import { ApproveOrder } from './approve-order.js';
import { OperatorMoneyDuties } from './operator-money.duties.js';
import { OperatorMoneyListener } from './operator-money.listener.js';
import { OperatorMoneyService } from './operator-money.service.js';
import { OrderLimits } from './order-limits.js';
import { OrderPayee } from './order-payee.js';
import { OrdersRepository } from './orders.repository.js';
import { PrepareOrder } from './prepare-order.js';
import { ProveOperatorMoney } from './prove-operator-money.js';
import { ReadOperatorMoney } from './read-operator-money.js';
import { SendOrder } from './send-order.js';
import { SendTopUp } from './send-top-up.js';
import { TopUps } from './top-ups.js';
import { TopUpsRepository } from './top-ups.repository.js';

export const OPERATOR_MONEY = [
  OrdersRepository,
  TopUpsRepository,
  OrderLimits,
  OrderPayee,
  PrepareOrder,
  ApproveOrder,
  SendOrder,
  SendTopUp,
  TopUps,
  ProveOperatorMoney,
  ReadOperatorMoney,
  OperatorMoneyService,
  OperatorMoneyListener,
  OperatorMoneyDuties,
];
