import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import type { ContractDescription } from '../contracts/contract-types.ts'
import { IbkrError, isMarkedInstance, markErrorClass } from './ibkr-error.ts'

/**
 * Thrown if a text, a strike or a month does not identify a contract. The message says what to do.
 * @example
 * ```ts run=gateway
 * import { IbkrClient, IbkrContractError } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * const session = client.connect()
 * await session.ready()
 * await session.findContract('AAPL 2JAN26 250 C').catch((error: unknown) => {
 *   if (!IbkrContractError.is(error, 'contract-expired', 'contract-not-found')) throw error
 *   console.log(error.code) // => contract-expired
 * })
 * await client.close()
 * ```
 */
export class IbkrContractError extends IbkrError {
  /** The contracts among which the text does not decide, or which are near to it. Empty if there are none. */
  readonly candidates: readonly ContractDescription[]

  /** Called by the library; programs catch this error. */
  constructor(code: IbkrErrorCode, message: string, candidates: readonly ContractDescription[] = []) {
    super(code, message)
    this.name = 'IbkrContractError'
    this.candidates = candidates
  }

  /** Reports whether a value is an error of this class; codes work as in `IbkrError.is`. */
  static override is<Code extends IbkrErrorCode>(
    error: unknown,
    ...codes: readonly Code[]
  ): error is IbkrContractError & { readonly code: Code } {
    return isMarkedInstance('IbkrContractError', error, codes)
  }
}

markErrorClass('IbkrContractError', IbkrContractError)
