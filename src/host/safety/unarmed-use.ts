import type { Clock } from '../../client/index.ts'
import type { KnownEnvironment } from '../../shared/domain/environment.ts'
import { printable, quoteForDialog } from './user-confirmation.ts'

/** Time in ms after a notice in which further uses are combined: a run of cancels must not cover the desktop. */
const COMBINE_MS = 5_000
/** Number of combined uses that a notice names. */
const USES_NAMED = 3

/** A text that a person sees outside the page. */
export interface OutsideNotice {
  readonly title: string
  readonly text: string
}

export interface UnarmedUseNoticesOptions {
  readonly clock: Pick<Clock, 'after' | 'now'>
  readonly profile: () => { readonly name: string; readonly environment: KnownEnvironment }
  readonly notify: (notice: OutsideNotice) => void
}

/** Formats a timestamp as the local time of day. */
const formatTime = (at: number): string => new Date(at).toTimeString().slice(0, 8)

/**
 * Notifies the user outside the page of cancels and kill switches of a profile that is not armed. A compromised page
 * could use them to remove protective stops, and neither settings nor the page can prevent these notices.
 */
export class UnarmedUseNotices {
  readonly #options: UnarmedUseNoticesOptions
  /** Uses since the last notice; undefined if the next use is shown at once. */
  #waiting: string[] | undefined

  constructor(options: UnarmedUseNoticesOptions) {
    this.#options = options
  }

  /** `what`: the use in a few words, such as "cancel of order 12". */
  add(what: string): void {
    const use = `${formatTime(this.#options.clock.now())} ${what}`
    if (this.#waiting) {
      this.#waiting.push(use)
      return
    }
    this.#show([use])
    this.#startPause()
  }

  /** Shows the uses that wait, because the profile changes or the console ends. */
  flush(): void {
    const uses = this.#waiting ?? []
    this.#waiting = uses.length > 0 ? [] : this.#waiting
    if (uses.length > 0) this.#show(uses)
  }

  #startPause(): void {
    this.#waiting = []
    this.#options.clock.after(COMBINE_MS, () => {
      const isQuiet = this.#waiting?.length === 0
      this.flush()
      if (isQuiet) this.#waiting = undefined
      else this.#startPause()
    })
  }

  #show(uses: readonly string[]): void {
    const { profile, notify } = this.#options
    const { name, environment } = profile()
    const named = uses.slice(0, USES_NAMED).join(', ')
    const more = uses.length > USES_NAMED ? ` and ${uses.length - USES_NAMED} more` : ''
    const place = environment === 'practice' ? 'this console' : 'TWS'
    const advice = `If you did not do this, check your orders in ${place}.`
    notify({
      title: 'Sent while not armed',
      text: `${printable(named)}${more} (${environment.toUpperCase()}). ${advice} Profile ${quoteForDialog(name)}.`,
    })
  }
}
