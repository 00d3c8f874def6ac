/** Stable codes of what a caller of the simulator can get wrong. */
export type SimulatorErrorCode =
  /** The access token secret does not decrypt with the encryption key beside it. */
  | 'CREDENTIALS_MISMATCH'
  /** A public file cannot be registered; the message names it. */
  | 'REGISTRATION_REFUSED'
  /** A control names a symbol that is not in the simulated market. */
  | 'UNKNOWN_SYMBOL'
  /** An order for a control lacks its price. */
  | 'PRICE_MISSING'
  /** An address pattern of the gateway's `ips` cannot be read. */
  | 'ADDRESS_PATTERN_WRONG'
  /** A control belongs to another mode of the simulator. */
  | 'WRONG_MODE'
  /** A login was asked of a simulator that is no gateway. */
  | 'NOT_A_GATEWAY'
  /** An account id is not one of the simulator's, or there is none at all. */
  | 'UNKNOWN_ACCOUNT'
  /** A test waited for a request or a frame that did not come. */
  | 'NOT_SEEN'
  /** A fault, a scenario or a control was asked for in a way that does not exist; the message says what does. */
  | 'WRONG_FAULT'
  | 'WRONG_SCENARIO'
  | 'WRONG_SPEED'
  | 'WRONG_CONTROL'

/** Misuse of the simulator by the program that started it; what clients do wrong is answered over the wire instead. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError'
  readonly code: SimulatorErrorCode

  constructor(code: SimulatorErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}
