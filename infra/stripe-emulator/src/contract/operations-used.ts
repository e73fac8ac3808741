/** The SDK methods the emulator answers, by resource file. The generator takes everything else from the SDK. */
export const OPERATIONS_USED: readonly {
  readonly file: string;
  readonly resource: string;
  readonly methods: readonly string[];
}[] = [
  { file: 'Accounts', resource: 'accounts', methods: ['retrieve', 'retrieveCurrent'] },
  { file: 'Balance', resource: 'balance', methods: ['retrieve'] },
  { file: 'BalanceSettings', resource: 'balanceSettings', methods: ['retrieve', 'update'] },
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
  { file: 'Mandates', resource: 'mandates', methods: ['retrieve'] },
  {
    file: 'PaymentIntents',
    resource: 'paymentIntents',
    methods: ['create', 'retrieve', 'update', 'confirm', 'cancel', 'list'],
  },
  {
    file: 'PaymentMethods',
    resource: 'paymentMethods',
    methods: ['create', 'retrieve', 'attach', 'detach', 'list'],
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
    file: 'Topups',
    resource: 'topups',
    methods: ['create', 'retrieve', 'update', 'cancel', 'list'],
  },
  {
    file: 'Transfers',
    resource: 'transfers',
    methods: [
      'create',
      'retrieve',
      'update',
      'list',
      'createReversal',
      'retrieveReversal',
      'updateReversal',
      'listReversals',
    ],
  },
  { file: 'V2/Core/AccountLinks', resource: 'v2.core.accountLinks', methods: ['create'] },
  {
    file: 'V2/Core/Accounts',
    resource: 'v2.core.accounts',
    methods: ['create', 'retrieve', 'update', 'list', 'close'],
  },
  {
    file: 'V2/Core/EventDestinations',
    resource: 'v2.core.eventDestinations',
    methods: ['create', 'retrieve', 'update', 'list', 'del', 'disable', 'enable', 'ping'],
  },
  { file: 'V2/Core/Events', resource: 'v2.core.events', methods: ['retrieve', 'list'] },
  {
    file: 'WebhookEndpoints',
    resource: 'webhookEndpoints',
    methods: ['create', 'retrieve', 'update', 'del', 'list'],
  },
];

/** Objects whose members the contract spells out; every other Stripe object is named only. */
export const OBJECTS_USED: readonly string[] = [
  'account',
  'application',
  'balance',
  'balance_settings',
  'balance_transaction',
  'charge',
  'checkout.session',
  'customer',
  'dispute',
  'event',
  'item',
  'mandate',
  'payment_intent',
  'payment_method',
  'payout',
  'price',
  'product',
  'refund',
  'setup_intent',
  'topup',
  'transfer',
  'transfer_reversal',
  'v2.core.account',
  'v2.core.account_link',
  'v2.core.event',
  'v2.core.event_destination',
  'webhook_endpoint',
];
