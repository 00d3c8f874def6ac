import { normalPath } from '../api-path.ts'
import { responseErrorCode } from '../errors/error-code.ts'
import type { Exchanged } from './exchange.ts'
import { bodyText } from './read-response.ts'
import type { RequestInput } from './request-input.ts'

/** Endpoints remembered for answering 401 whatever the login. */
const REMEMBERED = 200

/** What is done about a refusal before a read is sent a second time. */
export interface Remedies {
  /** Resolves to whether a login newer than the one that was refused is in place. */
  readonly logIn: () => Promise<boolean>
  /** Asks for the accounts, without which IBKR refuses much of iserver. Left out: nothing is done about it. */
  readonly askAccounts?: () => Promise<void>
}

/**
 * Sends requests, and a read a second time that met a 401, once there is a new login, or that IBKR refused because the accounts were
 * not asked for. Nothing else goes out twice.
 */
export class ReplayedReads {
  /** They answered 401 right after a login: that is not to blame, and no login helps. */
  readonly #refusing = new Set<string>()

  /**
   * @param safe the request only reads; default: it is a GET or HEAD
   */
  async send(
    input: RequestInput,
    safe: boolean | undefined,
    once: () => Promise<Exchanged>,
    { logIn, askAccounts }: Remedies,
  ): Promise<Exchanged> {
    const first = await once()
    const method = (input.method ?? 'GET').toUpperCase()
    const endpoint = `${method} ${normalPath(input.path)}`
    const isRead = safe ?? (method === 'GET' || method === 'HEAD')
    if (askAccounts !== undefined && isRefusedWithoutAccounts(first)) {
      await askAccounts()
      return isRead ? once() : first
    }
    if (first.status !== 401) {
      this.#refusing.delete(endpoint)
      return first
    }
    if (this.#refusing.has(endpoint)) return first
    // Also for what is not repeated: the next request shall not meet the same.
    const login = logIn()
    if (!isRead || !(await login)) return first
    const second = await once()
    if (second.status === 401) this.#remember(endpoint)
    return second
  }

  #remember(endpoint: string): void {
    this.#refusing.add(endpoint)
    const oldest = this.#refusing.values().next()
    if (this.#refusing.size > REMEMBERED && oldest.done !== true) this.#refusing.delete(oldest.value)
  }
}

function isRefusedWithoutAccounts(response: Exchanged): boolean {
  return response.status >= 400 && responseErrorCode(response.status, bodyText(response)) === 'accounts-not-queried'
}
