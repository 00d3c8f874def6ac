import type { CallName } from '../../shared/contract/inference.ts'
import type { Clock } from '../clock.ts'

/** Default for the minutes without use after which the vault locks. */
export const IDLE_MINUTES = 15
/** Ms between two checks. A single long timer would pause while the computer sleeps. */
const CHECK_MS = 30_000

/**
 * Calls that a window makes without the user: a quote every few seconds, a page of a list that changed. Every other
 * call counts as use of the console. `idle-lock.test.ts` classifies every call of the contract, so that a new one
 * cannot be forgotten.
 */
const BACKGROUND_CALLS: ReadonlySet<string> = new Set<CallName>([
  'app.info',
  'platform.capabilities',
  'imports.publicFiles',
  'imports.verify',
  'keys.checkKeychain',
  'keys.lockVault',
  'notifications.try',
  'responses.body',
  'files.piece',
  'requests.estimate',
  'catalogue.details',
  'history.page',
  'history.entry',
  'history.hold',
  'stream.page',
  'stream.frame',
  'stream.subscribe',
  'stream.unsubscribe',
  'contracts.quote',
  'contracts.name',
  'orders.timeline',
  'orders.openQuestion',
  'orders.changeable',
  'layouts.saveCurrent',
  'journal.page',
])

export const countsAsUse = (call: string): boolean => !BACKGROUND_CALLS.has(call)

export interface IdleLockOptions {
  readonly clock: Clock
  readonly minutes: () => number
  /** Called when the console was not used for the idle time. */
  readonly onIdle: () => void
}

/**
 * Measures the idle time, from the moment when the passphrase was typed until the console was unused for some minutes.
 */
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

  /** Starts the idle time: the user typed the passphrase. */
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

  /** Sets the time without keyboard or mouse input, as the system reports it. */
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
    // Two clocks are compared: the wall clock can be set back, and the monotonic one may stop during sleep.
    if (Math.max(wall - this.#used.wall, steady - this.#used.steady) < this.#idleMs) return false
    this.#end()
    return true
  }

  #end(): void {
    this.stop()
    this.#options.onIdle()
  }
}
