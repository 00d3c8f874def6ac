import type { Clock } from '../clock.ts'

/** Ms between two looks. */
const LOOK_MS = 5_000
/** Looks without a frame after which a socket counts as quiet. IBKR's heartbeat comes every 10 s. */
const QUIET_LOOKS = 4

/**
 * Notices that a socket which counts as connected has told nothing for 20 s. It counts looks and reads no time of day, which
 * may jump.
 */
export class QuietWatch {
  readonly #clock: Pick<Clock, 'after'>
  readonly #onChange: () => void
  #heard = false
  #quietLooks = 0
  #cancel: () => void = () => undefined

  constructor(clock: Pick<Clock, 'after'>, onChange: () => void) {
    this.#clock = clock
    this.#onChange = onChange
  }

  get isQuiet(): boolean {
    return this.#quietLooks >= QUIET_LOOKS
  }

  start(): void {
    this.#cancel = this.#clock.after(LOOK_MS, () => {
      this.#quietLooks = this.#heard ? 0 : this.#quietLooks + 1
      this.#heard = false
      if (this.#quietLooks === QUIET_LOOKS) this.#onChange()
      this.start()
    })
  }

  heard(): void {
    this.#heard = true
    if (!this.isQuiet) return
    this.#quietLooks = 0
    this.#onChange()
  }

  stop(): void {
    this.#cancel()
  }
}
