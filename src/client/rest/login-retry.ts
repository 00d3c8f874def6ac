import { normalisePath } from '../api-path.ts'
import { findResponseErrorCode } from '../errors/error-code.ts'
import { decodeBody } from './read-response.ts'
import type { RequestInput } from './request-input.ts'
import type { RawOrStreamedResponse } from './send-http-request.ts'

/** Maximum number of endpoints remembered because they respond with 401 to any login. */
const MAX_REMEMBERED = 200

/** Actions after a refusal, before a read is repeated. */
export interface LoginRetryActions {
  /** Resolves to whether a login newer than the refused one exists. */
  readonly renewLogin: () => Promise<boolean>
  /** Queries the accounts, because IBKR refuses many iserver requests before this query. Optional. */
  readonly queryAccounts?: () => Promise<void>
}

/**
 * Sends requests. A 401 starts a login, even after a write. Only reads are repeated: after that login, or after IBKR
 * refused them because the accounts were not queried.
 */
export class LoginRetry {
  /** Endpoints that responded with 401 right after a login, so that another login does not help. */
  readonly #refusing = new Set<string>()

  /** @param safe whether the request only reads; default: true for GET or HEAD */
  async send(
    input: RequestInput,
    safe: boolean | undefined,
    once: () => Promise<RawOrStreamedResponse>,
    { renewLogin, queryAccounts }: LoginRetryActions,
  ): Promise<RawOrStreamedResponse> {
    const first = await once()
    const method = (input.method ?? 'GET').toUpperCase()
    const endpoint = `${method} ${normalisePath(input.path)}`
    const isRead = safe ?? (method === 'GET' || method === 'HEAD')
    const code = first.status >= 400 ? findResponseErrorCode(first.status, decodeBody(first)) : undefined
    if (queryAccounts !== undefined && code === 'accounts-not-queried') {
      await queryAccounts()
      return isRead ? once() : first
    }
    if (first.status !== 401) {
      this.#refusing.delete(endpoint)
      return first
    }
    if (this.#refusing.has(endpoint)) return first
    // The accounts are queried even if this request is not repeated, so that the next request does not fail in the same
    // way.
    const login = renewLogin()
    if (!isRead || !(await login)) return first
    const second = await once()
    if (second.status === 401) this.#remember(endpoint)
    return second
  }

  #remember(endpoint: string): void {
    this.#refusing.add(endpoint)
    const oldest = this.#refusing.values().next()
    if (this.#refusing.size > MAX_REMEMBERED && oldest.done !== true) this.#refusing.delete(oldest.value)
  }
}
