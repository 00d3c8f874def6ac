/** Stable error codes for callers of the simulator. */
export type SimulatorErrorCode =
  /** The access token secret does not decrypt with the encryption key. */
  | 'CREDENTIALS_MISMATCH'
  /** A public file cannot be registered; the message names it. */
  | 'REGISTRATION_REFUSED'
  /** A control names a symbol that is not in the simulated market. */
  | 'UNKNOWN_SYMBOL'
  /** An order of a control has no price. */
  | 'PRICE_MISSING'
  /** An address pattern of the gateway's `ips` cannot be read. */
  | 'ADDRESS_PATTERN_WRONG'
  /** A control belongs to another mode of the simulator. */
  | 'WRONG_MODE'
  /** A login was requested from a simulator that is no gateway. */
  | 'NOT_A_GATEWAY'
  /** An account id is not one of the simulator's, or there is none. */
  | 'UNKNOWN_ACCOUNT'
  /** A test waited for a request or a frame that did not come. */
  | 'NOT_SEEN'
  /** A fault, scenario, speed or control is invalid; the message lists the valid ones. */
  | 'WRONG_FAULT'
  | 'WRONG_SCENARIO'
  | 'WRONG_SPEED'
  | 'WRONG_CONTROL'

/** Incorrect use by the program that started the simulator. Errors of clients are HTTP responses instead. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError'
  readonly code: SimulatorErrorCode

  constructor(code: SimulatorErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}
