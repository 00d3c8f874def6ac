import type { Clock, SessionSupervisor } from '../../client/index.ts'
import type { PacingView } from '../../shared/contract/views.ts'
import { createFeed, type Feed } from '../feed.ts'
import { buildPacingView } from './session-view.ts'

/** Interval in ms between two reports while a session is open, because the budget recovers over time. */
const REPORT_MS = 1_000

/** Feed of the open session's pacing budget, for windows. */
export class PacingFeed {
  readonly feed: Feed<PacingView, PacingView>
  readonly #clock: Clock
  readonly #session: () => SessionSupervisor | undefined
  #cancelNext: () => void = () => undefined
  #reported = ''

  constructor(clock: Clock, session: () => SessionSupervisor | undefined) {
    this.#clock = clock
    this.#session = session
    this.feed = createFeed(() => buildPacingView(session()))
  }

  /** Publishes the budget if it changed. Called after requests, and when the session begins or ends. */
  report(): void {
    this.#cancelNext()
    const session = this.#session()
    const pacing = buildPacingView(session)
    const text = JSON.stringify(pacing)
    if (text !== this.#reported) this.feed.push([pacing])
    this.#reported = text
    if (session) this.#cancelNext = this.#clock.after(REPORT_MS, () => this.report())
  }
}
