import { normalPath } from '../pacing/limits.ts'
import type { Exchanged } from './exchange.ts'
import type { RequestInput } from './request-input.ts'

/** Endpoints remembered for answering 401 whatever the login. */
const REMEMBERED = 200

/** Sends requests, and a read that met a 401 a second time once there is a new login. Nothing else goes out twice. */
export class ReplayedReads {
  /** They answered 401 right after a login: that is not to blame, and no login helps. */
  readonly #refusing = new Set<string>()

  /**
   * @param safe the request only reads; default: it is a GET or HEAD
   * @param logIn resolves to whether a login newer than the one that was refused is in place
   */
  async send(
    input: RequestInput,
    safe: boolean | undefined,
    once: () => Promise<Exchanged>,
    logIn: () => Promise<boolean>,
  ): Promise<Exchanged> {
    const first = await once()
    const method = (input.method ?? 'GET').toUpperCase()
    const endpoint = `${method} ${normalPath(input.path)}`
    if (first.status !== 401) {
      this.#refusing.delete(endpoint)
      return first
    }
    if (this.#refusing.has(endpoint)) return first
    // Also for what is not repeated: the next request shall not meet the same.
    const login = logIn()
    if (!(safe ?? (method === 'GET' || method === 'HEAD')) || !(await login)) return first
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
