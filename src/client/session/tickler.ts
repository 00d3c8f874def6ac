import type { TicklePulse } from '../../shared/domain/session.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { Listeners, type Unsubscribe } from '../listeners.ts'
import type { Logger } from '../logger.ts'
import type { RequestInput } from '../rest/request-input.ts'
import { readTickle, type TickleAnswer } from './session-answers.ts'

/** Keeps the session id and the pulse of a session: one tickle at a time, shared by all who ask for one meanwhile. */
export class Tickler {
  readonly #clock: Clock
  readonly #call: (input: RequestInput) => Promise<unknown>
  readonly #pulseNews: Listeners<TicklePulse>
  readonly #sessionNews = new Listeners<string>()
  #running: Promise<TickleAnswer> | undefined
  #last: TicklePulse | undefined
  #session: string | undefined

  constructor(clock: Clock, call: (input: RequestInput) => Promise<unknown>, logger?: Logger) {
    this.#clock = clock
    this.#call = call
    this.#pulseNews = new Listeners(logger)
  }

  get last(): TicklePulse | undefined {
    return this.#last
  }

  /** The socket's cookie, from the latest answer. */
  get session(): string | undefined {
    return this.#session
  }

  onPulse(listener: (pulse: TicklePulse) => void): Unsubscribe {
    return this.#pulseNews.add(listener)
  }

  /** Told each session id that differs from the one before. */
  onSession(listener: (session: string) => void): Unsubscribe {
    return this.#sessionNews.add(listener)
  }

  /** @throws IbkrResponseError, IbkrTransportError; IbkrError `login-incomplete` when IBKR answers that it could not */
  tickle(): Promise<TickleAnswer> {
    this.#running ??= this.#tickle().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #tickle(): Promise<TickleAnswer> {
    const startedAt = this.#clock.monotonic()
    const answer = readTickle(await this.#call({ path: 'tickle', method: 'POST', data: {} }))
    if (answer.error !== undefined)
      throw new IbkrError('login-incomplete', `The tickle was answered with "${answer.error}".`)
    this.#last = { at: this.#clock.now(), roundTripMs: this.#clock.monotonic() - startedAt }
    this.#pulseNews.emit(this.#last)
    if (answer.session !== undefined && answer.session !== this.#session) {
      this.#session = answer.session
      this.#sessionNews.emit(answer.session)
    }
    return answer
  }
}
