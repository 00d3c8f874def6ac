import { Observable, type Subscriber } from 'rxjs'
import { rowOf, textOf } from '../../shared/domain/read-value.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { Unsubscribe } from '../listeners.ts'
import type { SocketFrame } from '../session/session-supervisor.ts'
import { FlatKey, type FlatRow } from '../socket/flat-row.ts'
import { isWorthAnotherTry } from '../socket/worth-another-try.ts'
import type { StreamSource } from './stream-source.ts'
import type { Merge, MergeRow, StreamGap, StreamKind, StreamState } from './stream-state.ts'

const ERROR = new FlatKey('error')

/** One topic that somebody is subscribed to: its value so far, and everybody who gets the next one. */
class LiveStream<State extends StreamState> {
  readonly #source: StreamSource
  readonly #kind: StreamKind<State>
  readonly #onIdle: () => void
  readonly #onAnswer: () => void
  #release: (() => void)[] = []
  #state: State
  #fields: readonly string[] = []
  #merge: Merge<State>
  #mergeRow: MergeRow<State> | undefined
  /** A frame has come since the stream began. */
  #told = false
  /** The next frame tells the state anew. */
  #afresh = false
  /** Replaced, never changed: whoever comes or goes while a value is given out does not disturb that. */
  #subscribers: readonly Subscriber<State>[] = []
  readonly #letGo = new Map<Subscriber<State>, Unsubscribe>()
  /** Nothing of the topic has come on this connection. */
  #waiting = true

  constructor(source: StreamSource, kind: StreamKind<State>, onIdle: () => void, onAnswer: () => void) {
    this.#source = source
    this.#kind = kind
    this.#state = kind.empty()
    this.#merge = kind.merge
    this.#onIdle = onIdle
    this.#onAnswer = onAnswer
  }

  get waiting(): boolean {
    return this.#waiting
  }

  /** What a refusal can name of it: contract, account, exchange. */
  get targets(): readonly string[] {
    return this.#kind.topic.split('+').slice(1)
  }

  attach(subscriber: Subscriber<State>, text: string, fields: readonly string[]): () => void {
    const { merge, mergeOf = () => merge, mergeRowOf, recall = (state: State) => state, unsubscribe } = this.#kind
    if (this.#subscribers.length === 0) this.#begin()
    this.#fields = [...new Set([...this.#fields, ...fields])]
    this.#merge = mergeOf(this.#fields)
    this.#mergeRow = mergeRowOf?.(this.#fields)
    if (this.#told) subscriber.next(recall(this.#state))
    this.#letGo.set(subscriber, this.#source.subscribe(text, unsubscribe))
    this.#subscribers = [...this.#subscribers, subscriber]
    return () => {
      const letGo = this.#letGo.get(subscriber)
      if (letGo === undefined) return
      this.#letGo.delete(subscriber)
      this.#subscribers = this.#subscribers.filter((other) => other !== subscriber)
      letGo()
      if (this.#subscribers.length === 0) this.#end()
    }
  }

  /** Ends for all: let go of before anybody is told, so that whoever subscribes anew then is sent anew. */
  refuse(error: string): void {
    const subscribers = this.#subscribers
    if (subscribers.length === 0) return
    this.#subscribers = []
    this.#waiting = false
    for (const letGo of this.#letGo.values()) letGo()
    this.#letGo.clear()
    this.#end()
    const { topic } = this.#kind
    for (const subscriber of subscribers)
      subscriber.error(new IbkrError('subscription-refused', `IBKR refused ${topic}: ${error.slice(0, 200)}.`))
  }

  #begin(): void {
    const { closing } = this.#source
    const { topic, mergeRowOf } = this.#kind
    const complete = (): void => {
      for (const subscriber of this.#subscribers) subscriber.complete()
    }
    closing.addEventListener('abort', complete)
    this.#release = [
      this.#source.on(topic, (frame) => this.#receive(frame), mergeRowOf && ((row, at) => this.#receiveRow(row, at))),
      this.#source.onDown((from) => {
        this.#waiting = true
        this.#openGap({ from })
      }),
      this.#source.onGap((gap) => this.#openGap(gap)),
      () => closing.removeEventListener('abort', complete),
    ]
  }

  #end(): void {
    for (const release of this.#release) release()
    this.#onIdle()
  }

  #receive({ value, at }: SocketFrame): void {
    if (refusalIn(value) !== undefined) return
    const answered = this.#waiting
    this.#waiting = false
    const next = this.#merge(this.#afresh ? this.#kept() : this.#state, value, at)
    if (next !== undefined) {
      this.#afresh = false
      this.#told = true
      this.#tell(next)
    }
    if (answered) this.#onAnswer()
  }

  /** The usual frame alone: news of what is known. */
  #receiveRow(row: FlatRow, at: number): boolean {
    if (this.#mergeRow === undefined || this.#waiting || this.#afresh || row.has(ERROR)) return false
    const next = this.#mergeRow(this.#state, row, at)
    if (next !== undefined) {
      this.#told = true
      this.#tell(next)
    }
    return true
  }

  /** What is merged into when the server tells its state anew. */
  #kept(): State {
    const { empty, keep = empty } = this.#kind
    return keep(this.#state)
  }

  /** Of a value that nobody was told there is nothing to doubt. */
  #openGap(gap: StreamGap): void {
    if (!this.#told) return
    this.#afresh = true
    const { retell = (state: State) => state } = this.#kind
    this.#tell({ ...retell(this.#state), gap })
  }

  #tell(state: State): void {
    this.#state = state
    for (const subscriber of this.#subscribers) subscriber.next(state)
  }
}

/** The error of a frame that refuses. */
function refusalIn(value: unknown): string | undefined {
  return textOf(rowOf(value)?.['error'])
}

/**
 * Streams of one kind of topic, shared: one per target, whatever the number of subscribers. A refusal has only the letters
 * of the topic: it ends the one waiting stream that its text names, or as many as were refused once no others wait.
 */
export class LiveStreams<State extends StreamState> {
  readonly #source: StreamSource
  readonly #streams = new Map<string, LiveStream<State>>()
  /** Refusals of streams that cannot be told from others that wait. */
  #unclaimed: readonly string[] = []
  #release: readonly Unsubscribe[] = []

  constructor(source: StreamSource) {
    this.#source = source
  }

  /** Values of a topic; `text` is what is sent for this subscriber, or brought together with what others want. */
  observe(kind: StreamKind<State>, text: string): Observable<State> {
    return new Observable((subscriber) => {
      if (this.#source.closing.aborted) {
        subscriber.complete()
        return
      }
      const { topic } = kind
      let stream = this.#streams.get(topic)
      if (stream === undefined) {
        const begun: LiveStream<State> = new LiveStream(
          this.#source,
          kind,
          () => this.#forget(topic, begun),
          () => this.#settle(),
        )
        stream = begun
        if (this.#streams.size === 0) this.#listen(topic.slice(0, 3))
        this.#streams.set(topic, stream)
      }
      return stream.attach(subscriber, text, kind.fields ?? [])
    })
  }

  #listen(head: string): void {
    // Whatever is subscribed again is answered again.
    const startOver = (): void => {
      this.#unclaimed = []
    }
    this.#release = [
      this.#source.on(head, ({ value }) => {
        const error = refusalIn(value)
        if (error === undefined || rowOf(value)?.['topic'] !== head || isWorthAnotherTry(error)) return
        this.#refused(error)
      }),
      this.#source.onDown(startOver),
      this.#source.onGap(startOver),
    ]
  }

  #waiting(): readonly LiveStream<State>[] {
    return [...this.#streams.values()].filter(({ waiting }) => waiting)
  }

  #refused(error: string): void {
    const waiting = this.#waiting()
    if (waiting.length === 0) return
    const words = new Set(error.split(/[^\w@]+/))
    const named = waiting.filter(({ targets }) => targets.some((target) => words.has(target)))
    const [only] = named
    if (only !== undefined && named.length === 1) only.refuse(error)
    else this.#unclaimed = [...this.#unclaimed, error]
    this.#settle()
  }

  /** As many were refused as wait: it was these. */
  #settle(): void {
    const refusals = this.#unclaimed
    if (refusals.length === 0) return
    const waiting = this.#waiting()
    if (waiting.length > refusals.length) return
    this.#unclaimed = []
    for (const [index, stream] of waiting.entries()) stream.refuse(refusals[index] ?? '')
  }

  #forget(topic: string, stream: LiveStream<State>): void {
    if (this.#streams.get(topic) !== stream) return
    this.#streams.delete(topic)
    // One that leaves while it waits may have been the one that was refused.
    if (stream.waiting) this.#unclaimed = this.#unclaimed.slice(1)
    if (this.#streams.size > 0) return
    this.#unclaimed = []
    for (const release of this.#release) release()
    this.#release = []
  }
}
