import type { IbkrErrorCode } from './error-code.ts'
import { IbkrError } from './ibkr-error.ts'

/** No answer was had: the network, TLS, a time-out, or the caller's own abort. */
export class IbkrTransportError extends IbkrError {
  readonly method: string
  readonly path: string
  /**
   * False when the request surely never left; true when its first byte may have, so that the server may have acted on
   * it. A request that changes something must not be repeated blindly when this is true.
   */
  readonly mayHaveReachedServer: boolean

  constructor(
    code: IbkrErrorCode,
    message: string,
    request: { readonly method: string; readonly path: string; readonly mayHaveReachedServer: boolean },
    options?: { readonly cause?: unknown },
  ) {
    super(code, message, options)
    this.name = 'IbkrTransportError'
    this.method = request.method
    this.path = request.path
    this.mayHaveReachedServer = request.mayHaveReachedServer
  }
}
