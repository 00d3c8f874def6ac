import type { Clock } from '../../client/index.ts'
import { contract } from '../../shared/contract/contract.ts'
import type { CallName } from '../../shared/contract/inferred-types.ts'

/** Default idle time in minutes after which the vault locks. */
export const IDLE_MINUTES = 15
/** Interval in ms between two checks. A single long timer would pause while the computer sleeps. */
const CHECK_MS = 30_000

/** Reports whether a call shows that the user is present; see `background` in the contract. */
export function countsAsUserActivity(call: CallName): boolean {
  return contract[call].background === undefined
}

export interface IdleLockOptions {
  readonly clock: Clock
  readonly minutes: () => number
  /** Called when the console was not used for the idle time. */
  readonly onIdle: () => void
}

/** Measures how long the console is unused after the passphrase was entered, and locks the vault after some minutes. */
export class IdleLock {
  readonly #options: IdleLockOptions
  #used: { readonly wall: number; readonly steady: number } | undefined
  #cancel: () => void = () => undefined

  constructor(options: IdleLockOptions) {
    this.#options = options
  }

  get isRunning(): boolean {
    return this.#used !== undefined
  }

  /** Starts the idle timer after the user entered the passphrase. */
  start(): void {
    this.#used = this.#now()
    this.#watch()
  }

  /** Restarts a running idle time: the user used the console. */
  used(): void {
    if (this.#used === undefined || this.#endIfIdle()) return
    this.#used = this.#now()
  }

  stop(): void {
    this.#cancel()
    this.#used = undefined
  }

  /** Reports the time in ms without keyboard or mouse input, as the system measures it. */
  systemIdle(ms: number): void {
    if (this.#used !== undefined && ms >= this.#idleMs) this.#end()
  }

  get #idleMs(): number {
    return this.#options.minutes() * 60_000
  }

  #now(): { readonly wall: number; readonly steady: number } {
    const { clock } = this.#options
    return { wall: clock.now(), steady: clock.monotonic() }
  }

  #watch(): void {
    this.#cancel()
    this.#cancel = this.#options.clock.after(CHECK_MS, () => {
      if (!this.#endIfIdle()) this.#watch()
    })
  }

  #endIfIdle(): boolean {
    if (this.#used === undefined) return true
    const { wall, steady } = this.#now()
    // Compare two clocks: the wall clock can be set back, and the monotonic clock may stop during sleep.
    if (Math.max(wall - this.#used.wall, steady - this.#used.steady) < this.#idleMs) return false
    this.#end()
    return true
  }

  #end(): void {
    this.stop()
    this.#options.onIdle()
  }
}
