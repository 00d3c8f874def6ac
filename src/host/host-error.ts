import type { ContractError, ContractErrorCode } from '../shared/contract/errors.ts'

const RETRYABLE: ReadonlySet<ContractErrorCode> = new Set(['cancelled', 'not-connected', 'disconnected', 'upstream'])

/** An expected failure of a service: it crosses to the window as it is. Its message must not hold a secret. */
export class HostError extends Error {
  override readonly name = 'HostError'
  readonly code: ContractErrorCode
  readonly detail: unknown

  constructor(code: ContractErrorCode, message: string, options: { detail?: unknown; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.detail = options.detail
  }

  toContract(): ContractError {
    const base = { code: this.code, message: this.message, retryable: RETRYABLE.has(this.code) }
    return this.detail === undefined ? base : { ...base, detail: this.detail }
  }
}
