import type { ContractError, ContractErrorCode } from '../contract/errors.ts'

/** What a call rejects with: the host's error, with its stable code. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly code: ContractErrorCode
  readonly retryable: boolean
  readonly detail: unknown

  constructor(error: ContractError) {
    super(error.message)
    this.code = error.code
    this.retryable = error.retryable
    this.detail = error.detail
  }
}

export const disconnected = (): RpcError =>
  new RpcError({
    code: 'disconnected',
    message: 'The connection to the console was lost. It is being opened again.',
    retryable: true,
  })

export const cancelled = (): RpcError => new RpcError({ code: 'cancelled', message: 'Cancelled.', retryable: true })
