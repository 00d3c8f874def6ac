import type { IbkrErrorCode } from './error-code.ts'

/**
 * Base class of every error that this library rejects with. `code` is stable, `cause` is the underlying error. No
 * message, property or own cause contains a key, a token or a secret.
 */
export class IbkrError extends Error {
  readonly code: IbkrErrorCode

  constructor(code: IbkrErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.name = 'IbkrError'
    this.code = code
  }
}
