import { refused } from '../../errors/request-errors.js';

interface Redirecting {
  readonly automatic_payment_methods: {
    readonly enabled: boolean | null;
    readonly allow_redirects?: string;
  } | null;
}

/** An intent that may redirect must say where the payer comes back to. */
export function checkReturnUrl(
  name: 'PaymentIntent' | 'SetupIntent',
  intent: Redirecting,
  returnUrl: string | undefined,
): void {
  const automatic = intent.automatic_payment_methods;
  const mayRedirect = automatic?.enabled && automatic.allow_redirects !== 'never';
  if (!mayRedirect || returnUrl !== undefined) return;
  throw refused(
    `This ${name} is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a \`return_url\`. If you don't want to accept redirect-based payment methods, set \`automatic_payment_methods[enabled]\` to \`true\` and \`automatic_payment_methods[allow_redirects]\` to \`never\` when creating Setup Intents and Payment Intents.`,
    undefined,
    'return_url',
  );
}

interface MethodParams {
  readonly allowed_payment_method_types?: readonly string[];
  readonly automatic_payment_methods?: {
    readonly enabled: boolean;
    readonly allow_redirects?: string;
  };
}

/** Methods are chosen in the dashboard unless the caller names them. */
export function automaticMethods(
  params: MethodParams,
): { enabled: boolean; allow_redirects: 'always' | 'never' } | null {
  if (params.allowed_payment_method_types) return null;
  const asked = params.automatic_payment_methods;
  return {
    allow_redirects: asked?.allow_redirects === 'never' ? 'never' : 'always',
    enabled: asked?.enabled ?? true,
  };
}
