import type { Clock } from '../../client/index.ts'
import type { Profile } from '../profiles/profile.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { Runtime } from './runtime.ts'

/** Time in ms for which a profile stays in use without a window, because the page may only be reloading. */
const RELOAD_MS = 60_000

export interface RuntimesOptions {
  readonly clock: Pick<Clock, 'after'>
  readonly list: Pick<ProfileList, 'selected' | 'find'>
  readonly create: (profile: Profile) => Runtime
}

/** The profile of one window. */
export interface WindowBinding {
  readonly runtime: Runtime
  /** Calls the listener after the window got another runtime. */
  onChange(listener: () => void): void
  /** Ends the use of the profile by the window. */
  release(): void
}

interface Bound {
  runtime: Runtime
  readonly listeners: Set<() => void>
}

/**
 * The profiles in use: the selected one, with which the program starts, and that of each window. Each has one runtime.
 */
export class Runtimes {
  readonly #options: RuntimesOptions
  readonly #runtimes = new Map<string, Runtime>()
  readonly #windows = new Map<object, Bound>()
  readonly #listeners = new Set<(current: Runtime) => void>()
  /** Disposals that have not ended. */
  readonly #ending = new Set<Promise<void>>()
  readonly #cancelsOfChecks = new Set<() => void>()
  #isClosed = false

  constructor(options: RuntimesOptions) {
    this.#options = options
    this.#use(options.list.selected)
  }

  /** The runtime of the profile that was selected last, in any window. */
  get current(): Runtime {
    return this.#use(this.#options.list.selected)
  }

  /** The runtimes of all profiles in use. */
  get all(): readonly Runtime[] {
    return [...this.#runtimes.values()]
  }

  /** Returns the runtime of a profile, undefined if it is not in use. */
  find(profileId: string): Runtime | undefined {
    return this.#runtimes.get(profileId)
  }

  /** Calls the listener when `current` is another runtime. Returns an unsubscribe function. */
  onCurrent(listener: (current: Runtime) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Binds a new window to the selected profile. */
  attach(window: object): WindowBinding {
    const bound: Bound = { runtime: this.current, listeners: new Set() }
    this.#windows.set(window, bound)
    return {
      get runtime() {
        return bound.runtime
      },
      onChange: (listener) => void bound.listeners.add(listener),
      release: () => {
        this.#windows.delete(window)
        const cancel = this.#options.clock.after(RELOAD_MS, () => {
          this.#cancelsOfChecks.delete(cancel)
          void this.#disposeUnused()
        })
        this.#cancelsOfChecks.add(cancel)
      },
    }
  }

  /** Returns the runtime of a window. */
  of(window: object): Runtime {
    return this.#windows.get(window)?.runtime ?? this.current
  }

  /**
   * Gives a window the selected profile and connects it. Resolves when a profile that is no longer in use has ended. The
   * other windows keep their profiles.
   */
  async showSelected(window: object): Promise<void> {
    const { current } = this
    const bound = this.#windows.get(window)
    if (bound) bind(bound, current)
    this.#announceCurrent()
    const ended = this.#disposeUnused()
    connect(current)
    await ended
  }

  /** Gives a window a profile that is in use. Has no effect on a profile that is not. */
  resume(profileId: string, window: object): void {
    const runtime = this.#runtimes.get(profileId)
    const bound = this.#windows.get(window)
    if (runtime && bound) bind(bound, runtime)
  }

  /** Uses a profile anew, because its server or its keys were changed. Has no effect on a profile that is not in use. */
  async restart(profileId: string): Promise<void> {
    await this.#replace(profileId, this.#options.list.find(profileId))
  }

  /** Ends the use of a deleted profile. Its windows show the selected profile. */
  async end(profileId: string): Promise<void> {
    await this.#replace(profileId, this.#options.list.selected)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const cancel of this.#cancelsOfChecks) cancel()
    await Promise.all(this.all.map((runtime) => runtime.dispose()))
    await Promise.all(this.#ending)
  }

  /** Ends the runtime of a profile. Another profile, or the same one after a change, replaces it in all windows. */
  async #replace(profileId: string, by: Profile): Promise<void> {
    const old = this.#runtimes.get(profileId)
    if (old === undefined) return
    this.#runtimes.delete(profileId)
    const next = this.#use(by)
    for (const bound of this.#windows.values()) if (bound.runtime === old) bind(bound, next)
    this.#announceCurrent()
    const ended = this.#dispose(old)
    connect(next)
    await ended
  }

  #use(profile: Profile): Runtime {
    const runtime = this.#runtimes.get(profile.id) ?? this.#options.create(profile)
    this.#runtimes.set(profile.id, runtime)
    return runtime
  }

  async #disposeUnused(): Promise<void> {
    if (this.#isClosed) return
    const used = new Set([this.current, ...[...this.#windows.values()].map(({ runtime }) => runtime)])
    const unused = [...this.#runtimes].filter(([, runtime]) => !used.has(runtime))
    const ending = unused.map(async ([profileId, runtime]) => {
      const { killSwitchRun } = runtime
      if (killSwitchRun === undefined) {
        this.#runtimes.delete(profileId)
        await this.#dispose(runtime)
        return
      }
      // The run needs the session until the orders are cancelled. The profile may be in use again afterwards.
      const again = (): void => void this.#disposeUnused()
      killSwitchRun.then(again, again)
    })
    await Promise.all(ending)
  }

  async #dispose(runtime: Runtime): Promise<void> {
    const ended = runtime.dispose()
    this.#ending.add(ended)
    await ended.finally(() => this.#ending.delete(ended))
  }

  #announceCurrent(): void {
    for (const listener of [...this.#listeners]) listener(this.current)
  }
}

/** Connects a profile, unless its session is open already. The feed of the session reports the progress of the login. */
function connect({ session }: Runtime): void {
  if (session.openSession === undefined) void session.connect()
}

function bind(bound: Bound, runtime: Runtime): void {
  if (bound.runtime === runtime) return
  bound.runtime = runtime
  for (const listener of bound.listeners) listener()
}
