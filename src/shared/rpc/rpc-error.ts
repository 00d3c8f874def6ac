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

/** There was no connection to send on: unlike a lost one, it leaves no doubt about whether anything arrived. */
export const notSent = (): RpcError =>
  new RpcError({
    code: 'disconnected',
    message: 'Not sent: the console is not connected.',
    retryable: true,
    detail: { sent: false },
  })

/** False only for a call that cannot have reached the host. */
export function mayHaveBeenSent(detail: unknown): boolean {
  return !(typeof detail === 'object' && detail !== null && 'sent' in detail && detail.sent === false)
}

/** Whether nobody knows what came of a change that ended in this error: a connection that was lost on the way leaves the same doubt as IBKR. */
export function isUnconfirmed(error: unknown): boolean {
  if (!(error instanceof RpcError)) return false
  return error.code === 'outcome-unknown' || (error.code === 'disconnected' && mayHaveBeenSent(error.detail))
}

export const cancelled = (): RpcError => new RpcError({ code: 'cancelled', message: 'Cancelled.', retryable: true })
