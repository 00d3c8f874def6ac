import type { ContractError, ContractErrorCode } from '../contract/errors.ts'

/** An error of the host, with its stable code. */
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

export const createDisconnectedError = (): RpcError =>
  new RpcError({
    code: 'disconnected',
    message: 'The connection to the console was lost. It is being opened again.',
    retryable: true,
  })

/**
 * Creates the error of a call without a connection. The call certainly did not arrive, unlike after a lost connection.
 */
export const createNotSentError = (): RpcError =>
  new RpcError({
    code: 'disconnected',
    message: 'Not sent: the console is not connected.',
    retryable: true,
    detail: { sent: false },
  })

/** Reports whether a call may have reached the host, from the detail of its error. */
export function mayHaveBeenSent(detail: unknown): boolean {
  return !(typeof detail === 'object' && detail !== null && 'sent' in detail && detail.sent === false)
}

/**
 * Reports whether the outcome of a write is unknown after this error: because of IBKR, because the connection was lost,
 * or because the console failed, which may be after the request was sent.
 */
export function isUnconfirmed(error: unknown): boolean {
  if (!(error instanceof RpcError)) return false
  const isUncertain = error.code === 'disconnected' || error.code === 'internal'
  return error.code === 'outcome-unknown' || (isUncertain && mayHaveBeenSent(error.detail))
}

export const createCancelledError = (): RpcError =>
  new RpcError({ code: 'cancelled', message: 'Cancelled.', retryable: true })

export const hasCode = (error: unknown, code: ContractErrorCode): boolean =>
  error instanceof RpcError && error.code === code

export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error))
