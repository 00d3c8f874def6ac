/** Stable codes of what a call can answer instead of its output. The message says what to do; the code is for programs. */
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
  /** Under way when the console closed the session: for a login anew, another profile, a disconnect. */
  'session-closed',
  /** Written while another profile was in use than now: nothing was sent. */
  'other-profile',
  /** An order that the ticket cannot repeat in full: a change would take away what is left out. */
  'not-changeable',
  /** Nothing with that id. */
  'not-found',
  /** IBKR (or the way to it) answered with an error; `detail` holds status and body where there is one. */
  'upstream',
  /** IBKR's rate limit held it back for longer than it may wait: nothing was sent. */
  'not-sent-rate-limited',
  /** No connection was ready within the time that it may wait: nothing was sent. */
  'not-sent-no-connection',
  /** It may or may not have reached IBKR: look at the orders before trying again. */
  'outcome-unknown',
  /** Another thing has that name already. */
  'name-taken',
  /** The keychain is not there, locked, or does not answer. */
  'keychain-unavailable',
  /** The vault needs its passphrase first. */
  'vault-locked',
  'passphrase-wrong',
  /** The vault is gone, cut short or was changed. */
  'vault-damaged',
  /** The store does not hold the keys of a profile any more. */
  'keys-missing',
  /** Keys are stored only after their offline proof. */
  'not-verified',
  /** Too much of something that is bounded: open streams, size of a body. */
  'limit',
  /** This host cannot do it: see `platform.capabilities`. */
  'not-available',
  /** There is no room left for a file. */
  'disk-full',
  /** The system does not allow a file to be read or written there. */
  'not-permitted',
  /** A file could not be read or written for another reason; the message names the system's code. */
  'file-failed',
  /** The carrier between window and host is gone. */
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
