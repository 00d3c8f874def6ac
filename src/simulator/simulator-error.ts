/** Stable error codes for callers of the simulator. */
export type SimulatorErrorCode =
  /** The access token secret cannot be decrypted with the encryption key. */
  | 'CREDENTIALS_MISMATCH'
  /** A public file cannot be registered. The message names the file. */
  | 'REGISTRATION_REFUSED'
  /** A control names a symbol that the simulated market does not have. */
  | 'UNKNOWN_SYMBOL'
  /** The order of a control has no price. */
  | 'PRICE_MISSING'
  /** An address pattern of the gateway's `ips` is invalid. */
  | 'ADDRESS_PATTERN_WRONG'
  /** The control belongs to another mode of the simulator. */
  | 'WRONG_MODE'
  /** A login was requested from a simulator that is not a gateway. */
  | 'NOT_A_GATEWAY'
  /** An account id is unknown to the simulator, or none was given. */
  | 'UNKNOWN_ACCOUNT'
  /** A test waited for a request or a frame that did not arrive. */
  | 'NOT_SEEN'
  /** An option, fault, scenario, speed or control is invalid. The message lists the valid values. */
  | 'WRONG_OPTION'
  | 'WRONG_FAULT'
  | 'WRONG_SCENARIO'
  | 'WRONG_SPEED'
  | 'WRONG_CONTROL'

/**
 * Incorrect use by the program that started the simulator. Errors of clients are HTTP responses instead.
 * @example
 * ```ts run=alone
 * import { SimulatorError, startSimulator } from 'ibkr-web-simulator'
 *
 * const simulator = await startSimulator({ mode: 'gateway', tls: false })
 * try {
 *   simulator.controls.setPrice('NOPE', 1)
 * } catch (error) {
 *   if (error instanceof SimulatorError) console.log(error.code) // => UNKNOWN_SYMBOL
 * }
 * await simulator.close()
 * ```
 */
export class SimulatorError extends Error {
  /** Name of the class. */
  override readonly name = 'SimulatorError'
  /** Stable code of the reason. */
  readonly code: SimulatorErrorCode

  /** @param message for people; may be reworded in any version */
  constructor(code: SimulatorErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}
