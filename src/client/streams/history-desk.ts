import { Observable, type Subscriber } from 'rxjs'
import { textOf } from '../../shared/domain/read-value.ts'
import { formatSocketText } from '../../shared/domain/topics.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { Unsubscribe } from '../listeners.ts'
import type { SocketFrame } from '../socket/socket-events.ts'
import { type History, type HistoryQuery, mergeHistory } from './history.ts'
import type { StreamSource } from './stream-source.ts'
import type { StreamGap } from './stream-state.ts'

/** Questions that IBKR answers on one socket at a time. */
const SLOTS = 5
const MOST_WAITING = 1_000
/** IBKR gives up after 10 s itself. */
const ANSWER_MS = 30_000

/** One question of one subscriber. */
interface Question {
  readonly contract: string
  readonly text: string
  readonly live: boolean
  readonly subscriber: Subscriber<History>
  history: History | undefined
}

/**
 * Asks for history within IBKR's five slots. One question at a time waits for its answer: an answer or a refusal names
 * at most the contract, and would not tell two questions apart.
 */
export class HistoryDesk {
  readonly #source: StreamSource
  #waiting: Question[] = []
  /** Answered, and holding a slot. */
  readonly #open = new Map<string, Question>()
  #asked: Question | undefined
  /** Slots that a connection may still hold after its brokerage session was lost. */
  #stale: { readonly connection: number; readonly serverIds: readonly string[] } | undefined
  #cancelTimeout: () => void = () => undefined
  #release: Unsubscribe[] = []

  constructor(source: StreamSource) {
    this.#source = source
  }

  /** `live`: keep the slot and go on telling the running bar; otherwise complete after the answer. */
  observe(contract: string, query: HistoryQuery, live: boolean): Observable<History> {
    const text = formatSocketText('smh', [contract], query)
    return new Observable((subscriber) => {
      if (this.#source.closing.aborted) {
        subscriber.complete()
        return
      }
      if (this.#waiting.length >= MOST_WAITING) {
        subscriber.error(
          new IbkrError('socket-queue-full', `${MOST_WAITING} questions for history wait already: ask again later.`),
        )
        return
      }
      const question: Question = { contract, text, live, subscriber, history: undefined }
      this.#listen()
      this.#waiting.push(question)
      this.#ask()
      return () => this.#forget(question)
    })
  }

  #listen(): void {
    if (this.#release.length > 0) return
    const { closing } = this.#source
    const onAbort = (): void => this.#close()
    closing.addEventListener('abort', onAbort)
    this.#release = [
      () => closing.removeEventListener('abort', onAbort),
      this.#source.on('smh', (frame) => this.#hear(frame)),
      this.#source.onDown((from) => this.#lose(from)),
      this.#source.onGap((gap) => this.#tellGap(gap)),
      this.#source.onConnected(() => {
        this.#freeStale()
        this.#ask()
      }),
    ]
  }

  #ask(): void {
    if (this.#asked !== undefined || this.#open.size >= SLOTS || !this.#source.connected) return
    const question = this.#waiting.shift()
    if (question === undefined) return
    this.#asked = question
    this.#cancelTimeout = this.#source.clock.after(ANSWER_MS, () => {
      const error = new IbkrError('timeout', `IBKR did not answer ${question.text} within ${ANSWER_MS / 1000} seconds.`)
      this.#settle()
      question.subscriber.error(error)
      this.#ask()
    })
    this.#source.send(question.text)
  }

  #settle(): Question | undefined {
    this.#cancelTimeout()
    const question = this.#asked
    this.#asked = undefined
    return question
  }

  #hear({ value, at }: SocketFrame): void {
    const row = value as Readonly<Record<string, unknown>>
    const serverId = textOf(row['serverId'])
    if (row['error'] !== undefined && serverId === undefined) {
      const refused = this.#settle()
      refused?.subscriber.error(
        new IbkrError('subscription-refused', `IBKR refused ${refused.text}: ${String(row['error']).slice(0, 200)}.`),
      )
      this.#ask()
      return
    }
    if (serverId === undefined) return
    const known = this.#open.get(serverId)
    if (known === undefined) this.#answered(serverId, row, at)
    else this.#tell(known, row, at)
  }

  #answered(serverId: string, row: Readonly<Record<string, unknown>>, at: number): void {
    const topic = this.#asked && formatSocketText('smh', [this.#asked.contract])
    if (row['topic'] !== topic) {
      // An answer that nobody waits for any more holds a slot all the same.
      this.#free(serverId)
      return
    }
    const question = this.#settle()
    if (question === undefined) return
    this.#open.set(serverId, question)
    // The bars of before a drop are replaced by the answer, which has them all.
    question.history = undefined
    this.#tell(question, row, at)
    if (!question.live) question.subscriber.complete()
    this.#ask()
  }

  #tell(question: Question, row: Readonly<Record<string, unknown>>, at: number): void {
    const history = mergeHistory(question.history, question.contract, row, at)
    if (history === undefined) return
    question.history = history
    question.subscriber.next(history)
  }

  /** The subscriber has what it wanted, or left. */
  #forget(question: Question): void {
    this.#waiting = this.#waiting.filter((other) => other !== question)
    // Its answer is still to come, and is freed then.
    if (this.#asked === question) this.#settle()
    for (const [serverId, other] of this.#open) if (other === question) this.#free(serverId)
    if (this.#waiting.length + this.#open.size === 0 && this.#asked === undefined) this.#stop()
    else this.#ask()
  }

  #free(serverId: string): void {
    this.#open.delete(serverId)
    if (this.#source.connected) this.#source.send(formatSocketText('umh', [serverId]))
  }

  /** Slots and questions went with the connection: what is still wanted is asked again on the next one. */
  #lose(from: number): void {
    const asked = this.#settle()
    const open = [...this.#open.values()]
    this.#stale = { connection: this.#source.connection, serverIds: [...this.#open.keys()] }
    this.#open.clear()
    this.#waiting = [...open, ...(asked === undefined ? [] : [asked]), ...this.#waiting]
    this.#tellGap({ from })
  }

  #freeStale(): void {
    const stale = this.#stale
    this.#stale = undefined
    if (stale?.connection !== this.#source.connection) return
    for (const serverId of stale.serverIds) this.#free(serverId)
  }

  #tellGap(gap: StreamGap): void {
    for (const question of [...this.#waiting, ...(this.#asked === undefined ? [] : [this.#asked])]) {
      if (question.history === undefined) continue
      question.history = { ...question.history, gap }
      question.subscriber.next(question.history)
    }
  }

  #stop(): void {
    this.#cancelTimeout()
    for (const release of this.#release) release()
    this.#release = []
  }

  #close(): void {
    const all = [...this.#waiting, ...this.#open.values(), ...(this.#asked === undefined ? [] : [this.#asked])]
    this.#waiting = []
    this.#open.clear()
    this.#settle()
    this.#stop()
    for (const { subscriber } of all) subscriber.complete()
  }
}
