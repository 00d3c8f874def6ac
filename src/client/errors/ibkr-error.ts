import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'

/**
 * Base class of all errors that this library throws. `code` is stable, and `cause` is the underlying error. No message,
 * property or cause of its own contains a key, a token or a secret.
 * @example
 * ```ts run=gateway
 * import { IbkrClient, IbkrError } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * await client.request({ path: 'no/such/path' }).catch((error: unknown) => {
 *   if (!IbkrError.is(error, 'not-found', 'gone')) throw error
 *   console.log(error.code) // => not-found
 * })
 * await client.close()
 * ```
 */
export class IbkrError extends Error {
  /** Stable code of the reason. */
  readonly code: IbkrErrorCode
  readonly #hint: string | undefined

  /**
   * @param message for people; may be reworded in any version
   * @param options `cause`: the underlying error; `hint`: the next step
   */
  constructor(
    code: IbkrErrorCode,
    message: string,
    options?: { readonly cause?: unknown; readonly hint?: string | undefined },
  ) {
    super(message, options)
    this.name = 'IbkrError'
    this.code = code
    this.#hint = options?.hint
  }

  /**
   * What the error means and the next step, in sentences for people. Undefined if nothing is known beyond the message.
   * Errors of responses and of orders have a hint. It may be reworded: use `code` in programs.
   */
  get hint(): string | undefined {
    return this.#hint
  }

  /**
   * Reports whether a value is an error of this library with one of the codes, or with any code if none are given.
   * Unlike `instanceof`, also accepts an error of another copy of the library, for example its CommonJS build.
   */
  static is<Code extends IbkrErrorCode>(
    error: unknown,
    ...codes: readonly Code[]
  ): error is IbkrError & { readonly code: Code } {
    return isMarkedInstance('IbkrError', error, codes)
  }
}

markErrorClass('IbkrError', IbkrError)

/**
 * Marks the instances of a class for all copies of the library. The mark is on the prototype, so that instances show no
 * additional property.
 */
export function markErrorClass(name: string, { prototype }: { readonly prototype: IbkrError }): void {
  Object.defineProperty(prototype, markOf(name), { value: true })
}

/**
 * Reports whether a value is marked as an instance of a class of any copy of the library. If codes are given, the value
 * must have one of these codes.
 */
export function isMarkedInstance(name: string, value: unknown, codes: readonly IbkrErrorCode[]): boolean {
  if (typeof value !== 'object' || value === null || Reflect.get(value, markOf(name)) !== true) return false
  return codes.length === 0 || codes.some((code) => code === Reflect.get(value, 'code'))
}

function markOf(name: string): symbol {
  return Symbol.for(`ibkr-web-client.${name}`)
}
