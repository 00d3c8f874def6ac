/** Stable codes of the errors of calls. The message says what to do; the code is for programs. */
export const CONTRACT_ERROR_CODES = [
  /** The call or stream is not in the contract. */
  'unknown-call',
  /** The input does not parse; `detail` names the fields. */
  'invalid-input',
  /** Ended by the caller. */
  'cancelled',
  /** Not a catalogued read, and the profile is not armed. */
  'not-armed',
  /** The typed code or passphrase is missing or wrong. */
  'confirmation-needed',
  /** Nobody confirmed it outside the page: declined, too late, or too many wrong answers. */
  'confirmation-refused',
  /** The keys of the profile were not approved for its server: nothing was sent. */
  'server-not-approved',
  /** No session: connect first. */
  'not-connected',
  /** In flight when the console closed the session: for a new login, another profile or a disconnect. */
  'session-closed',
  /** Meant for another profile than the selected one: nothing was sent. */
  'other-profile',
  /** An order that the ticket cannot repeat in full: a change would remove the rest. */
  'not-changeable',
  /** Nothing with that id. */
  'not-found',
  /** IBKR or the connection to it failed; `detail` holds status and body of a response. */
  'upstream',
  /** IBKR's rate limit delayed it for longer than it may wait: nothing was sent. */
  'not-sent-rate-limited',
  /** No connection was ready within the time that it may wait: nothing was sent. */
  'not-sent-no-connection',
  /** It may have reached IBKR: check the orders before trying again. */
  'outcome-unknown',
  /** The name is in use. */
  'name-taken',
  /** The keychain is missing or locked, or does not respond. */
  'keychain-unavailable',
  /** The vault needs its passphrase first. */
  'vault-locked',
  'passphrase-wrong',
  /** The vault is missing, truncated or was changed. */
  'vault-damaged',
  /** The store no longer holds the keys of a profile. */
  'keys-missing',
  /** Keys are stored only after they were verified. */
  'not-verified',
  /** A bound is exceeded: open streams, size of a body. */
  'limit',
  /** This host cannot do it: see `platform.capabilities`. */
  'not-available',
  /** The disk is full. */
  'disk-full',
  /** The system does not allow a file to be read or written there. */
  'not-permitted',
  /** A file could not be read or written for another reason; the message names the system's code. */
  'file-failed',
  /** The connection between window and host is lost. */
  'disconnected',
  /** A fault of the console itself. */
  'internal',
] as const

export type ContractErrorCode = (typeof CONTRACT_ERROR_CODES)[number]

export interface ContractError {
  readonly code: ContractErrorCode
  readonly message: string
  /** True when the same call may succeed later without a change. */
  readonly retryable: boolean
  readonly detail?: unknown
}
