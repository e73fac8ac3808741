/** The SDK methods the emulator answers, by resource file. The generator takes everything else from the SDK. */
export const OPERATIONS_USED: readonly {
  readonly file: string;
  readonly resource: string;
  readonly methods: readonly string[];
}[] = [
  { file: 'Balance', resource: 'balance', methods: ['retrieve'] },
  {
    file: 'BalanceTransactions',
    resource: 'balanceTransactions',
    methods: ['retrieve', 'list'],
  },
  { file: 'Charges', resource: 'charges', methods: ['retrieve', 'list'] },
  {
    file: 'Checkout/Sessions',
    resource: 'checkout.sessions',
    methods: ['create', 'retrieve', 'list', 'expire', 'listLineItems'],
  },
  {
    file: 'Customers',
    resource: 'customers',
    methods: ['create', 'retrieve', 'update', 'del', 'list', 'listPaymentMethods'],
  },
  {
    file: 'Disputes',
    resource: 'disputes',
    methods: ['retrieve', 'update', 'close', 'list'],
  },
  { file: 'Events', resource: 'events', methods: ['retrieve', 'list'] },
  {
    file: 'PaymentIntents',
    resource: 'paymentIntents',
    methods: ['create', 'retrieve', 'update', 'confirm', 'cancel', 'list'],
  },
  {
    file: 'PaymentMethods',
    resource: 'paymentMethods',
    methods: ['retrieve', 'attach', 'detach', 'list'],
  },
  { file: 'Payouts', resource: 'payouts', methods: ['create', 'retrieve', 'cancel', 'list'] },
  {
    file: 'Refunds',
    resource: 'refunds',
    methods: ['create', 'retrieve', 'update', 'cancel', 'list'],
  },
  {
    file: 'SetupIntents',
    resource: 'setupIntents',
    methods: ['create', 'retrieve', 'update', 'confirm', 'cancel', 'list'],
  },
  {
    file: 'WebhookEndpoints',
    resource: 'webhookEndpoints',
    methods: ['create', 'retrieve', 'update', 'del', 'list'],
  },
];

/** Objects whose members the contract spells out; every other Stripe object is named only. */
export const OBJECTS_USED: readonly string[] = [
  'balance',
  'balance_transaction',
  'charge',
  'checkout.session',
  'customer',
  'dispute',
  'event',
  'item',
  'payment_intent',
  'payment_method',
  'payout',
  'price',
  'product',
  'refund',
  'setup_intent',
  'webhook_endpoint',
];
