import { anAbortSignal } from './check-options.ts'
import { IbkrError } from './errors/ibkr-error.ts'

/**
 * Throws if the value is not a string. @throws IbkrError `config-invalid`, which does not quote the value: it may be a
 * secret in the wrong place
 */
export function requireString(value: unknown, what: string): asserts value is string {
  if (typeof value !== 'string') throw invalid(`${what} must be a string, not ${kindOf(value)}.`)
}

/** Throws if the value is not an object. @throws IbkrError `config-invalid` */
export function requireObject(value: unknown, what: string): asserts value is object {
  if (typeof value !== 'object' || value === null) throw invalid(`${what} must be an object, not ${kindOf(value)}.`)
}

/** Throws if the value is not a function. @throws IbkrError `config-invalid` */
export function requireFunction(value: unknown, what: string): void {
  if (typeof value !== 'function') throw invalid(`${what} must be a function, not ${kindOf(value)}.`)
}

/** Throws if the value is neither an AbortSignal nor undefined. @throws IbkrError `config-invalid` */
export function requireSignal(value: unknown): void {
  if (value !== undefined && !anAbortSignal.fits(value)) {
    throw invalid(`The signal must be an AbortSignal, not ${kindOf(value)}.`)
  }
}

/** A signal in the options of a call. */
export interface SignalOption {
  readonly signal?: AbortSignal
}

/**
 * Returns the signal in the options of a call. Rejects a signal in their place, which would have no effect.
 * @param call names the call in errors
 * @throws IbkrError `config-invalid`
 */
export function readSignal(call: string, options: SignalOption = {}): AbortSignal | undefined {
  requireObject(options, `The argument of ${call}`)
  if (anAbortSignal.fits(options)) throw invalid(`The argument of ${call} must be { signal }, not the signal itself.`)
  requireSignal(options.signal)
  return options.signal
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value
}

function invalid(message: string): IbkrError {
  return new IbkrError('config-invalid', message)
}
