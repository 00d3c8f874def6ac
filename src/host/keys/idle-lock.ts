import type { CallName } from '../../shared/contract/inference.ts'
import type { Clock } from '../clock.ts'

/** Minutes without use after which the vault locks, unless the person chose others. */
export const IDLE_MINUTES = 15
/** Ms between two checks of the time: a timer pauses while the computer sleeps. */
const LOOK_MS = 30_000

/**
 * Whether a window makes a call because a person did something. What it requests by itself (a quote every few seconds, a page
 * of a list that changed) is no use of the console. Every call of the contract has to be classified.
 */
const MADE_BY_A_PERSON: Readonly<Record<CallName, boolean>> = {
  'app.info': false,
  'platform.capabilities': false,
  'profiles.create': true,
  'profiles.change': true,
  'profiles.approveServer': true,
  'profiles.duplicate': true,
  'profiles.delete': true,
  'profiles.select': true,
  'profiles.trustCertificate': true,
  'imports.begin': true,
  'imports.abandon': true,
  'imports.offer': true,
  'imports.offerPaths': true,
  'imports.choose': true,
  'imports.openKey': true,
  'imports.clear': true,
  'imports.swap': true,
  'imports.fields': true,
  'imports.make': true,
  'imports.stopMaking': true,
  'imports.keep': true,
  'imports.resume': true,
  'imports.publicFiles': false,
  'imports.proveOffline': false,
  'imports.proveOnline': true,
  'imports.store': true,
  'keys.look': false,
  'keys.createVault': true,
  'keys.unlockVault': true,
  'keys.lockVault': false,
  'keys.setIdleMinutes': true,
  'keys.setVaultAside': true,
  'keys.changePassphrase': true,
  'keys.move': true,
  'keys.export': true,
  'session.connect': true,
  'session.disconnect': true,
  'session.takeOver': true,
  'notifications.change': true,
  'notifications.try': false,
  'safety.arm': true,
  'safety.disarm': true,
  'confirmation.answer': true,
  'confirmation.cancel': true,
  'requests.send': true,
  'requests.withdraw': true,
  'requests.keepWaiting': true,
  'responses.body': false,
  'files.save': true,
  'files.piece': false,
  'files.open': true,
  'requests.estimate': false,
  'saved.favourite': true,
  'saved.put': true,
  'saved.remove': true,
  'saved.restore': true,
  'saved.move': true,
  'saved.import': true,
  'saved.variable': true,
  'catalogue.readDocument': true,
  'catalogue.add': true,
  'catalogue.remove': true,
  'catalogue.details': false,
  'history.page': false,
  'history.entry': false,
  'history.hold': false,
  'history.pin': true,
  'history.remove': true,
  'history.clear': true,
  'history.export': true,
  'socket.send': true,
  'stream.page': false,
  'stream.frame': false,
  'stream.subscribe': false,
  'stream.unsubscribe': false,
  'stream.clear': true,
  'stream.export': true,
  'contracts.search': true,
  'contracts.quote': false,
  'contracts.name': false,
  'orders.timeline': false,
  'orders.place': true,
  'orders.reply': true,
  'orders.openQuestion': false,
  'orders.cancel': true,
  'orders.changeable': false,
  'orders.modify': true,
  'orders.refresh': true,
  'layouts.saveCurrent': false,
  'layouts.save': true,
  'layouts.delete': true,
  'journal.page': false,
  'journal.export': true,
}

export const isUse = (call: string): boolean => MADE_BY_A_PERSON[call as CallName] === true

export interface IdleLockOptions {
  readonly clock: Clock
  readonly minutes: () => number
  /** The console was not used for that long. */
  readonly onIdle: () => void
}

/** Runs from when the passphrase was typed until the console was not used for some minutes. */
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

  /** The passphrase was typed. */
  start(): void {
    this.#used = this.#now()
    this.#watch()
  }

  /** A person used the console. Does not start the lock. */
  used(): void {
    if (this.#used === undefined || this.#endIfIdle()) return
    this.#used = this.#now()
  }

  stop(): void {
    this.#cancel()
    this.#used = undefined
  }

  /** The time without keyboard or mouse input, as the system reports it. */
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
    this.#cancel = this.#options.clock.after(LOOK_MS, () => {
      if (!this.#endIfIdle()) this.#watch()
    })
  }

  #endIfIdle(): boolean {
    if (this.#used === undefined) return true
    const { wall, steady } = this.#now()
    // The wall clock can be set back; the monotonic one may stop during sleep.
    if (Math.max(wall - this.#used.wall, steady - this.#used.steady) < this.#idleMs) return false
    this.#end()
    return true
  }

  #end(): void {
    this.stop()
    this.#options.onIdle()
  }
}
