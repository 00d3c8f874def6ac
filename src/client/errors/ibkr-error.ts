import type { IbkrErrorCode } from './error-code.ts'

/**
 * Base class of every error that this library rejects with. `code` is stable, `cause` is the underlying error. No
 * message, property or own cause contains a key, a token or a secret.
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

  /**
   * @param message for people; may be reworded in any version
   * @param options `cause`: the underlying error
   */
  constructor(code: IbkrErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.name = 'IbkrError'
    this.code = code
  }

  /**
   * What a response of IBKR means and what to do next, in sentences for people; undefined if nothing is known beyond the
   * message. Only errors of responses have one.
   */
  get hint(): string | undefined {
    return undefined
  }

  /**
   * Whether a value is an error of this library with one of the codes; without codes, with any. Unlike `instanceof`
   * also true for an error of another copy of the library, such as its CommonJS build beside its ES modules.
   */
  static is<Code extends IbkrErrorCode>(
    error: unknown,
    ...codes: readonly Code[]
  ): error is IbkrError & { readonly code: Code } {
    return isMarked('IbkrError', error, codes)
  }
}

markInstances('IbkrError', IbkrError)

/** Marks the instances of a class for all copies of the library, on the prototype so that they show no other property. */
export function markInstances(name: string, { prototype }: { readonly prototype: IbkrError }): void {
  Object.defineProperty(prototype, markOf(name), { value: true })
}

/** Whether a value is marked as an instance of a class of any copy, and has one of the codes, if there are any. */
export function isMarked(name: string, value: unknown, codes: readonly IbkrErrorCode[]): boolean {
  if (typeof value !== 'object' || value === null || Reflect.get(value, markOf(name)) !== true) return false
  return codes.length === 0 || codes.some((code) => code === Reflect.get(value, 'code'))
}

function markOf(name: string): symbol {
  return Symbol.for(`ibkr-web-client.${name}`)
}
