import type { ContractError, ContractErrorCode } from '../shared/contract/errors.ts'

const RETRYABLE: ReadonlySet<ContractErrorCode> = new Set([
  'cancelled',
  'not-connected',
  'session-closed',
  'disconnected',
  'upstream',
])

/** An expected failure of a service, sent to the window unchanged. The message must not contain a secret. */
export class HostError extends Error {
  override readonly name = 'HostError'
  readonly code: ContractErrorCode
  readonly detail: unknown
  readonly retryable: boolean

  constructor(
    code: ContractErrorCode,
    message: string,
    options: { detail?: unknown; cause?: unknown; retryable?: boolean } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.detail = options.detail
    this.retryable = options.retryable ?? RETRYABLE.has(code)
  }

  toContract(): ContractError {
    const base = { code: this.code, message: this.message, retryable: this.retryable }
    return this.detail === undefined ? base : { ...base, detail: this.detail }
  }
}
