// No third party is ever asked, so the policy can be strict. Widths of bars are style attributes,
// which a stylesheet cannot know; nothing else inline is allowed.
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** @param {string} publicUrl */
export function securityHeaders(publicUrl) {
  const common = {
    'content-security-policy': CONTENT_POLICY,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()',
    ...(publicUrl.startsWith('https:')
      ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
      : {}),
  };
  return {
    /** A personal address may carry a key; it is told to nobody. @param {{ isPersonal: boolean }} page */
    of: (page) => ({
      ...common,
      'referrer-policy': page.isPersonal ? 'no-referrer' : 'strict-origin-when-cross-origin',
    }),
  };
}
