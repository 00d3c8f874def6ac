/**
 * Every reason for which this library rejects. The codes are stable: programs may `switch` on them; the messages are
 * for people and may be reworded. docs/client/errors.md says what to do about each.
 */
export type IbkrErrorCode =
  // What was given to the library.
  | 'config-invalid'
  | 'config-unsupported'
  | 'oauth1-not-enabled'
  | 'key-invalid'
  | 'prime-invalid'
  | 'access-token-secret-invalid'
  // The calls that give tokens.
  | 'token-answer-invalid'
  | 'client-assertion-refused'
  | 'sso-session-refused'
  | 'diffie-hellman-invalid'
  | 'live-session-token-mismatch'
  // The way to the server.
  | 'network-failed'
  | 'connect-timeout'
  | 'timeout'
  | 'aborted'
  | 'proxy-failed'
  | 'tls-untrusted'
  | 'tls-pin-mismatch'
  | 'body-too-large'
  | 'body-undecodable'
  // What the server answered.
  | ResponseErrorCode
  | RefusalCode
  /** Nobody knows what became of an order. */
  | 'order-outcome-unknown'
  // Pacing.
  | 'penalty-box'
  | 'pacing-queue-full'
  // The supervised session and the socket.
  | 'session-not-ready'
  | 'login-incomplete'
  | 'socket-not-connected'
  | 'socket-queue-full'
  | 'socket-attempts-exhausted'
  | 'subscription-refused'
  | 'subscription-taken'
  | 'exercise-interrupted'
  | 'exercise-step-over'
  | 'client-closed'

/** Codes of answers outside 2xx. */
export type ResponseErrorCode =
  | 'redirected'
  | 'bad-request'
  | 'brokerage-session-missing'
  | 'accounts-not-queried'
  | 'account-unknown'
  | 'order-unknown'
  | 'unauthorized'
  | 'consumer-invalid'
  | 'live-session-token-refused'
  | 'access-token-expired'
  | 'forbidden'
  | 'edge-refused'
  | 'address-refused'
  | 'scope-missing'
  | 'not-found'
  | 'gone'
  | 'length-required'
  | 'locked'
  | 'too-many-requests'
  | 'not-entitled'
  | 'server-failed'
  | 'service-unavailable'
  | 'response-status'

/** Codes of answers with status 200 that refuse all the same. */
export type RefusalCode =
  | 'order-rejected'
  | 'order-not-confirmed'
  | 'reply-unknown'
  | 'tickle-refused'
  | 'alert-refused'
  | 'session-competing'
  | 'brokerage-session-refused'
  | 'refused'
