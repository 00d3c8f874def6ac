import type { CallName } from '../../shared/contract/inference.ts'
import type { Clock } from '../clock.ts'

/** Minutes without use after which the vault locks, unless the person chose others. */
export const IDLE_MINUTES = 15
/** Ms between two looks at the time: a timer stands still while the computer sleeps. */
const LOOK_MS = 30_000

/**
 * Calls that a window makes because a person did something. What it asks by itself (a quote every few seconds, a page of a
 * list that changed) is no use of the console, and a call that is not named here is none either.
 */
const MADE_BY_A_PERSON: ReadonlySet<string> = new Set([
  'session.connect',
  'session.disconnect',
  'session.takeOver',
  'safety.arm',
  'safety.disarm',
  'requests.send',
  'socket.send',
  'contracts.search',
  'orders.place',
  'orders.reply',
  'orders.cancel',
  'orders.refresh',
  'files.save',
  'files.open',
  'profiles.create',
  'profiles.change',
  'profiles.duplicate',
  'profiles.delete',
  'profiles.select',
  'imports.begin',
  'imports.offer',
  'imports.offerPaths',
  'imports.choose',
  'imports.fields',
  'imports.make',
  'imports.keep',
  'imports.resume',
  'imports.store',
  'keys.move',
  'keys.export',
] satisfies readonly CallName[])

export const isUse = (call: string): boolean => MADE_BY_A_PERSON.has(call)

export interface IdleLockOptions {
  readonly clock: Clock
  readonly minutes: () => number
  /** Nobody used the console for that long. */
  readonly onIdle: () => void
}

/** Runs from the moment the passphrase was typed until nobody has used the console for some minutes. */
export class IdleLock {
  readonly #options: IdleLockOptions
  #usedAt: number | undefined
  #cancel: () => void = () => undefined

  constructor(options: IdleLockOptions) {
    this.#options = options
  }

  get isRunning(): boolean {
    return this.#usedAt !== undefined
  }

  /** The passphrase was typed. */
  start(): void {
    this.#usedAt = this.#options.clock.now()
    this.#watch()
  }

  /** Somebody is there. Starts nothing. */
  used(): void {
    if (this.#usedAt === undefined || this.#endIfIdle()) return
    this.#usedAt = this.#options.clock.now()
  }

  stop(): void {
    this.#cancel()
    this.#usedAt = undefined
  }

  /** The system says for how long nobody touched keyboard and mouse. */
  systemIdle(ms: number): void {
    if (this.#usedAt !== undefined && ms >= this.#idleMs) this.#end()
  }

  get #idleMs(): number {
    return this.#options.minutes() * 60_000
  }

  #watch(): void {
    this.#cancel()
    this.#cancel = this.#options.clock.after(LOOK_MS, () => {
      if (!this.#endIfIdle()) this.#watch()
    })
  }

  #endIfIdle(): boolean {
    if (this.#usedAt === undefined) return true
    const passed = this.#options.clock.now() - this.#usedAt
    // A clock that was set back says nothing: idle time begins anew.
    if (passed < 0) this.#usedAt = this.#options.clock.now()
    if (passed < this.#idleMs) return false
    this.#end()
    return true
  }

  #end(): void {
    this.stop()
    this.#options.onIdle()
  }
}
