import type { IbkrErrorCode } from './error-code.ts'

/**
 * Base of every error this library rejects with. `code` is stable, `cause` is what lay beneath. No message, property
 * or cause of ours holds a key, a token or a secret.
 */
export class IbkrError extends Error {
  readonly code: IbkrErrorCode

  constructor(code: IbkrErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.name = 'IbkrError'
    this.code = code
  }
}
