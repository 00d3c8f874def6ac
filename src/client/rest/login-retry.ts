import { normalPath } from '../api-path.ts'
import { responseErrorCode } from '../errors/error-code.ts'
import type { Exchanged } from './exchange.ts'
import { bodyText } from './read-response.ts'
import type { RequestInput } from './request-input.ts'

/** Maximum number of endpoints that are remembered for a 401 with any login. */
const MAX_REMEMBERED = 200

/** What to do after a refusal, before a read is repeated. */
export interface LoginRetryActions {
  /** Resolves to whether a newer login exists than the refused one. */
  readonly renewLogin: () => Promise<boolean>
  /** Queries the accounts, without which IBKR refuses many iserver requests. Optional. */
  readonly queryAccounts?: () => Promise<void>
}

/**
 * Sends requests. A 401 starts a login, also after a write. Only reads are repeated: after that login, or after IBKR
 * refused them because the accounts were not queried.
 */
export class LoginRetry {
  /** Endpoints that responded with 401 right after a login: another login does not help. */
  readonly #refusing = new Set<string>()

  /** @param safe the request only reads; default: it is a GET or HEAD */
  async send(
    input: RequestInput,
    safe: boolean | undefined,
    once: () => Promise<Exchanged>,
    { renewLogin, queryAccounts }: LoginRetryActions,
  ): Promise<Exchanged> {
    const first = await once()
    const method = (input.method ?? 'GET').toUpperCase()
    const endpoint = `${method} ${normalPath(input.path)}`
    const isRead = safe ?? (method === 'GET' || method === 'HEAD')
    const code = first.status >= 400 ? responseErrorCode(first.status, bodyText(first)) : undefined
    if (queryAccounts !== undefined && code === 'accounts-not-queried') {
      await queryAccounts()
      return isRead ? once() : first
    }
    if (first.status !== 401) {
      this.#refusing.delete(endpoint)
      return first
    }
    if (this.#refusing.has(endpoint)) return first
    // Done even if this request is not repeated, so that the next one does not fail in the same way.
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
