/**
 * The codes of all errors of this library, by phase. The codes are stable: programs may `switch` on them. The messages
 * are for people and may be reworded.
 */
export const ERROR_CODES_BY_PHASE = {
  settings: [
    'config-invalid',
    'config-unsupported',
    'oauth1-not-enabled',
    'key-invalid',
    'prime-invalid',
    'access-token-secret-invalid',
  ],
  login: [
    'token-response-invalid',
    'client-assertion-refused',
    'sso-session-refused',
    'diffie-hellman-invalid',
    'live-session-token-mismatch',
  ],
  pacing: ['penalty-box', 'pacing-queue-full'],
  transport: [
    'network-failed',
    'connect-timeout',
    'timeout',
    'aborted',
    'client-closed',
    'proxy-failed',
    'tls-untrusted',
    'tls-pin-mismatch',
    'body-too-large',
    'body-undecodable',
    'too-many-pages',
  ],
  response: [
    'redirected',
    'bad-request',
    'brokerage-session-missing',
    'accounts-not-queried',
    'account-unknown',
    'order-unknown',
    'unauthorized',
    'consumer-invalid',
    'live-session-token-refused',
    'access-token-expired',
    'forbidden',
    'edge-refused',
    'address-refused',
    'scope-missing',
    'not-found',
    'gone',
    'length-required',
    'locked',
    'too-many-requests',
    'not-entitled',
    'server-failed',
    'service-unavailable',
    'response-status',
  ],
  refusal: [
    'order-rejected',
    'order-not-confirmed',
    'reply-unknown',
    'tickle-refused',
    'alert-refused',
    'session-competing',
    'brokerage-session-refused',
    'refused',
  ],
  orders: [
    'order-outcome-unknown',
    'order-state-unknown',
    'question-open',
    'order-not-filled',
    'exercise-interrupted',
    'exercise-step-over',
  ],
  contracts: ['contract-not-found', 'contract-ambiguous', 'contract-expired'],
  session: [
    'session-not-ready',
    'login-incomplete',
    'socket-not-connected',
    'socket-queue-full',
    'socket-attempts-exhausted',
    'subscription-refused',
    'subscription-taken',
    'buffer-overflow',
    'internal',
  ],
} as const

/**
 * Code of an `IbkrError`. Codes are stable: programs may `switch` on them. The page of the documentation about
 * errors lists each code with what to do.
 */
export type IbkrErrorCode = (typeof ERROR_CODES_BY_PHASE)[keyof typeof ERROR_CODES_BY_PHASE][number]
