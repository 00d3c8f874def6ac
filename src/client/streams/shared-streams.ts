import type { Subscriber } from 'rxjs'
import { formatUnsubscribe, parseSocketText } from '../../shared/domain/topics.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { Unsubscribe } from '../event-listeners.ts'
import { isTransientRefusal } from '../socket/active-subscriptions.ts'
import type { SocketFrame } from '../socket/socket-events.ts'
import { completeWhenClosed, type StreamSource } from './stream-source.ts'
import type { FieldKeyAndName, StreamGap, StreamKind, StreamState } from './stream-state.ts'
import type { ValueStream } from './value-stream.ts'

const same = <State>(state: State): State => state

/** One topic with its subscribers and its current value. */
class LiveStream<State extends StreamState> {
  readonly #kind: StreamKind<State>
  readonly #release: readonly Unsubscribe[]
  readonly #onEnd: () => void
  readonly #onFirstFrame: () => void
  #fields: readonly FieldKeyAndName[] = []
  /** The list is replaced instead of changed, so that subscribers can be added and removed while a value is emitted. */
  #subscribers: readonly Subscriber<State>[] = []
  readonly #unsubscribes = new Map<Subscriber<State>, Unsubscribe>()
  #state: State
  /** Whether a frame was received since the stream started. */
  #hasValue = false
  /** Whether the next frame contains the whole state, because the connection is new. */
  #restarts = false
  /** Whether no frame of the topic was received on this connection. */
  #isWaiting = true

  constructor(source: StreamSource, kind: StreamKind<State>, onEnd: () => void, onFirstFrame: () => void) {
    this.#kind = kind
    this.#state = kind.empty()
    this.#onEnd = onEnd
    this.#onFirstFrame = onFirstFrame
    this.#release = [
      source.on(kind.topic, (frame) => this.#receive(frame)),
      source.events.on('down', (from) => {
        this.#isWaiting = true
        this.#startGap({ from })
      }),
      source.events.on('gap', (gap) => this.#startGap(gap)),
    ]
  }

  get isWaiting(): boolean {
    return this.#isWaiting
  }

  /** Reports whether the text of a refusal contains the contract, account or exchange of this stream. */
  isNamedIn(words: ReadonlySet<string>): boolean {
    return parseSocketText(this.#kind.topic).targets.some((target) => words.has(target))
  }

  attach(subscriber: Subscriber<State>, fields: readonly FieldKeyAndName[], subscribe: () => Unsubscribe): () => void {
    const isNew = ([key]: FieldKeyAndName): boolean => !this.#fields.some(([known]) => known === key)
    this.#fields = [...this.#fields, ...fields.filter(isNew)]
    this.#unsubscribes.set(subscriber, subscribe())
    this.#subscribers = [...this.#unsubscribes.keys()]
    const { forLateSubscriber = same } = this.#kind
    if (this.#hasValue) subscriber.next(forLateSubscriber(this.#state))
    return () => {
      const unsubscribe = this.#unsubscribes.get(subscriber)
      if (unsubscribe === undefined) return
      this.#unsubscribes.delete(subscriber)
      this.#subscribers = [...this.#unsubscribes.keys()]
      unsubscribe()
      if (this.#subscribers.length === 0) this.#end()
    }
  }

  /**
   * Ends the stream for all subscribers. Releases everything first, so that a subscriber can subscribe again
   * immediately.
   */
  refuse(error: string): void {
    const subscribers = this.#subscribers
    if (subscribers.length === 0) return
    this.#subscribers = []
    this.#isWaiting = false
    for (const unsubscribe of this.#unsubscribes.values()) unsubscribe()
    this.#unsubscribes.clear()
    this.#end()
    const message = `IBKR refused ${this.#kind.topic}: ${error.slice(0, 200)}.`
    for (const subscriber of subscribers) subscriber.error(new IbkrError('subscription-refused', message))
  }

  #end(): void {
    for (const release of this.#release) release()
    this.#onEnd()
  }

  #receive({ topic, value, at, error }: SocketFrame): void {
    if (error !== undefined) {
      // The refusal concerns only a renewal of this stream. If `#restarts`, it is a refused retry, which does not
      // change the start of the gap.
      if (topic.length > 3 && isTransientRefusal(error) && !this.#restarts) this.#startGap({ from: this.#state.at })
      return
    }
    const isFirst = this.#isWaiting
    this.#isWaiting = false
    const { empty, keep = empty, merge } = this.#kind
    const next = merge(this.#restarts ? keep(this.#state) : this.#state, value, at, this.#fields)
    if (next !== undefined) {
      this.#restarts = false
      this.#hasValue = true
      this.#emit(next)
    }
    if (isFirst) this.#onFirstFrame()
  }

  /** Starts a gap. Before the first frame there is no value that could be outdated. */
  #startGap(gap: StreamGap): void {
    if (!this.#hasValue) return
    this.#restarts = true
    const { atGap = same } = this.#kind
    this.#emit({ ...atGap(this.#state), gap })
  }

  #emit(state: State): void {
    this.#state = state
    for (const subscriber of this.#subscribers) subscriber.next(state)
  }
}

/**
 * Shared streams of one kind: one per target, whatever the number of subscribers. A refusal contains only the three
 * letters of the topic. It ends the waiting stream that its text names, or all waiting streams if their number equals
 * the number of refusals.
 */
export class SharedStreams<State extends StreamState> {
  readonly #source: StreamSource
  readonly #streams = new Map<string, LiveStream<State>>()
  /** Texts of refusals that may be about any of several waiting streams. */
  #unassigned: readonly string[] = []
  #release: readonly Unsubscribe[] = []

  constructor(source: StreamSource) {
    this.#source = source
  }

  /**
   * Returns the values of a topic. `text` is the subscription message of this subscriber, which is combined with the
   * messages of other subscribers.
   */
  observe(kind: StreamKind<State>, text: string, fields: readonly FieldKeyAndName[] = []): ValueStream<State> {
    return completeWhenClosed(this.#source, (subscriber) => {
      const stream = this.#streams.get(kind.topic) ?? this.#start(kind)
      return stream.attach(subscriber, fields, () =>
        this.#source.subscribe(text, formatUnsubscribe(parseSocketText(kind.topic)) ?? ''),
      )
    })
  }

  #start(kind: StreamKind<State>): LiveStream<State> {
    const { topic } = kind
    const stream: LiveStream<State> = new LiveStream(
      this.#source,
      kind,
      () => this.#remove(topic, stream),
      () => this.#assign(),
    )
    if (this.#streams.size === 0) this.#watchRefusals(topic.slice(0, 3))
    this.#streams.set(topic, stream)
    return stream
  }

  #watchRefusals(head: string): void {
    // Drops unassigned refusals: IBKR responds again to all subscriptions that are sent again.
    const forget = (): void => {
      this.#unassigned = []
    }
    this.#release = [
      this.#source.on(head, ({ topic, error }) => {
        if (error !== undefined && topic === head && !isTransientRefusal(error)) this.#refused(error)
      }),
      this.#source.events.on('down', forget),
      this.#source.events.on('gap', forget),
    ]
  }

  #waiting(): readonly LiveStream<State>[] {
    return [...this.#streams.values()].filter(({ isWaiting }) => isWaiting)
  }

  #refused(error: string): void {
    const waiting = this.#waiting()
    if (waiting.length === 0) return
    const words = new Set(error.split(/[^\w@]+/))
    const [only, ...others] = waiting.filter((stream) => stream.isNamedIn(words))
    if (only !== undefined && others.length === 0) only.refuse(error)
    else this.#unassigned = [...this.#unassigned, error]
    this.#assign()
  }

  /**
   * Assigns refusals to streams: if the number of refusals equals the number of waiting streams, all of them were
   * refused.
   */
  #assign(): void {
    const refusals = this.#unassigned
    const waiting = this.#waiting()
    if (refusals.length === 0 || waiting.length > refusals.length) return
    this.#unassigned = []
    for (const [index, stream] of waiting.entries()) stream.refuse(refusals[index] ?? '')
  }

  #remove(topic: string, stream: LiveStream<State>): void {
    if (this.#streams.get(topic) !== stream) return
    this.#streams.delete(topic)
    // A stream that is removed while it waits may be the refused one.
    if (stream.isWaiting) this.#unassigned = this.#unassigned.slice(1)
    if (this.#streams.size > 0) return
    this.#unassigned = []
    for (const release of this.#release) release()
    this.#release = []
  }
}
