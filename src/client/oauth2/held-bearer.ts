import type { Clock } from '../clock.ts'
import { renewalTime } from '../session/session-responses.ts'

/** A bearer token as IBKR gave it. */
export interface Bearer {
  readonly token: string
  /** ms since epoch, by this machine's clock */
  readonly expiresAt: number
}

/** A renewal that failed while the old token is still good is tried again after this. */
const RETRY_MS = 60_000

/** One bearer token and its renewal: whoever needs a new one at the same time gets the same one. */
export class HeldBearer {
  readonly #clock: Clock
  #held: Bearer | undefined
  #renewAt = 0
  #taking: Promise<void> | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get token(): string | undefined {
    return this.#held?.token
  }

  /** ms since epoch */
  get expiresAt(): number | undefined {
    return this.#held?.expiresAt
  }

  /** Takes a token unless there is one that need not be renewed yet. Rejects as `take` does when there is none to go on with. */
  async keep(take: () => Promise<Bearer>): Promise<void> {
    if (this.#held !== undefined && this.#clock.now() < this.#renewAt) return
    try {
      await this.renew(take)
    } catch (error) {
      const now = this.#clock.now()
      if (this.#held === undefined || this.#held.expiresAt <= now) throw error
      this.#renewAt = now + RETRY_MS
    }
  }

  /** Takes a new token, or waits for the one that is being taken. */
  renew(take: () => Promise<Bearer>): Promise<void> {
    if (this.#taking !== undefined) return this.#taking
    const taking = take().then(
      (bearer) => {
        // What was dropped meanwhile stays dropped.
        if (this.#taking !== taking) return
        this.#taking = undefined
        this.#held = bearer
        this.#renewAt = renewalTime(bearer.expiresAt, this.#clock.now())
      },
      (error: unknown) => {
        if (this.#taking === taking) this.#taking = undefined
        throw error
      },
    )
    this.#taking = taking
    return taking
  }

  /** The server refused this token: it is renewed before anything else is sent, unless another has taken its place. */
  refuse(token: string | undefined): void {
    if (this.#held === undefined || this.#held.token !== token) return
    this.#held = { token: this.#held.token, expiresAt: 0 }
    this.#renewAt = 0
  }

  drop(): void {
    this.#held = undefined
    this.#taking = undefined
  }
}
