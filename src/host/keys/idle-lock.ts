import type { CallName } from '../../shared/contract/inference.ts'
import type { Clock } from '../clock.ts'

/** Ms without use after which getting keys out needs the passphrase again. */
export const IDLE_MS = 10 * 60_000

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
  /** Told when it opened and when it closed. */
  readonly onChange: () => void
}

/** Open from the moment the passphrase was typed until nobody has used the console for ten minutes. */
export class IdleLock {
  readonly #options: IdleLockOptions
  #until = 0
  #cancel: () => void = () => undefined

  constructor(options: IdleLockOptions) {
    this.#options = options
  }

  /** By the time and not by the timer: that one stands still while the computer sleeps. */
  get isOpen(): boolean {
    return this.#options.clock.now() < this.#until
  }

  /** The passphrase was typed. */
  open(): void {
    this.#until = this.#options.clock.now() + IDLE_MS
    this.#watch()
    this.#options.onChange()
  }

  /** Keeps open what is open; opens nothing. */
  used(): void {
    if (this.isOpen) this.#until = this.#options.clock.now() + IDLE_MS
  }

  close(): void {
    this.#cancel()
    this.#until = 0
    this.#options.onChange()
  }

  #watch(): void {
    this.#cancel()
    const { clock, onChange } = this.#options
    this.#cancel = clock.after(Math.max(1, this.#until - clock.now()), () => {
      if (this.isOpen) this.#watch()
      else onChange()
    })
  }
}
