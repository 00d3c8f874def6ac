/** Stable error codes of calls. The message states what a person can do; the code is for programs. */
export const CONTRACT_ERROR_CODES = [
  /** The call or stream is not in the contract. */
  'unknown-call',
  /** The input is invalid; `detail` names the fields. */
  'invalid-input',
  /** The caller cancelled the call. */
  'cancelled',
  /** The request is not a catalogued read, and the profile is not armed. */
  'not-armed',
  /** The entered code or passphrase is missing or wrong. */
  'confirmation-needed',
  /** The operation was not confirmed outside the page: declined, timed out, or too many wrong codes. */
  'confirmation-refused',
  /** The keys of the profile are not approved for its server; nothing was sent. */
  'server-not-approved',
  /** No session is open: connect first. */
  'not-connected',
  /** The console closed the session while the call was running: for a new login, another profile or a disconnect. */
  'session-closed',
  /** IBKR waits for the reply to an order question, which the request would void; nothing was sent. */
  'question-open',
  /** Another request has ended the order question, so that the reply was not sent. */
  'question-ended',
  /** The call was intended for another profile than the one of its window; nothing was sent. */
  'other-profile',
  /** Another profile is connected with the same login or account. */
  'login-in-use',
  /** The ticket cannot repeat the order completely: a change would remove the other fields. */
  'not-changeable',
  /** No entry has this id. */
  'not-found',
  /** IBKR or the connection to IBKR failed; `detail` contains status and body of a response. */
  'upstream',
  /** The rate limit would have delayed the request beyond its time limit; nothing was sent. */
  'not-sent-rate-limited',
  /** The request had no connection within its time limit; nothing was sent. */
  'not-sent-no-connection',
  /** A guard rail of the profile refuses the order; `detail.findings` names the limits. Nothing was sent. */
  'guard-rail-refused',
  /** A guard rail warns about the order: send it again with the acknowledgement of its review. Nothing was sent. */
  'guard-rail-warning',
  /** An order of a LIVE profile could not be journaled, so nothing was sent. */
  'not-journaled',
  /** The request may have reached IBKR: check the orders before trying again. */
  'outcome-unknown',
  /** The user already has this subscription. */
  'already-subscribed',
  /** Another profile has this name. */
  'name-taken',
  /** The keychain is missing or locked, or does not respond. */
  'keychain-unavailable',
  /** The vault is locked and needs its passphrase. */
  'vault-locked',
  'passphrase-wrong',
  /** The vault is missing, truncated or was modified. */
  'vault-damaged',
  /** A newer version of the console has written the vault; it was not changed. */
  'vault-newer',
  /** The store no longer contains the keys of the profile. */
  'keys-missing',
  /** The keys have not been verified, so they cannot be stored. */
  'not-verified',
  /** A limit is exceeded, for example the number of open streams or the size of a body. */
  'limit',
  /** This host does not support the call: see `platform.capabilities`. */
  'not-available',
  /** The disk is full. */
  'disk-full',
  /** The system denies read or write access to the file. */
  'not-permitted',
  /** A file could not be read or written for another reason; the message contains the system's code. */
  'file-failed',
  /** The connection between window and host is lost. */
  'disconnected',
  /** An unexpected fault of the console itself. */
  'internal',
] as const

export type ContractErrorCode = (typeof CONTRACT_ERROR_CODES)[number]

export interface ContractError {
  readonly code: ContractErrorCode
  readonly message: string
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean
  readonly detail?: unknown
}
