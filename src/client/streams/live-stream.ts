import { Observable, type Subscriber } from 'rxjs'
import type { SocketFrame } from '../session/session-supervisor.ts'
import type { StreamSource } from './stream-source.ts'
import type { StreamGap, StreamKind, StreamState } from './stream-state.ts'

/** One topic that somebody is subscribed to: its value so far, and everybody who gets the next one. */
class LiveStream<State extends StreamState> {
  readonly #source: StreamSource
  readonly #kind: StreamKind<State>
  readonly #onIdle: () => void
  #release: (() => void)[] = []
  #state: State
  #fields: readonly string[] = []
  /** A frame has come since the stream began. */
  #told = false
  /** The next frame tells the state anew. */
  #afresh = false
  /** Replaced, never changed: whoever comes or goes while a value is given out does not disturb that. */
  #subscribers: readonly Subscriber<State>[] = []

  constructor(source: StreamSource, kind: StreamKind<State>, onIdle: () => void) {
    this.#source = source
    this.#kind = kind
    this.#state = kind.empty()
    this.#onIdle = onIdle
  }

  attach(subscriber: Subscriber<State>, text: string, fields: readonly string[]): () => void {
    const { recall = (state: State) => state, unsubscribe } = this.#kind
    if (this.#subscribers.length === 0) this.#begin()
    this.#fields = [...new Set([...this.#fields, ...fields])]
    if (this.#told) subscriber.next(recall(this.#state))
    this.#subscribers = [...this.#subscribers, subscriber]
    const letGo = this.#source.subscribe(text, unsubscribe)
    return () => {
      this.#subscribers = this.#subscribers.filter((other) => other !== subscriber)
      letGo()
      if (this.#subscribers.length === 0) this.#end()
    }
  }

  #begin(): void {
    const { closing } = this.#source
    const complete = (): void => {
      for (const subscriber of this.#subscribers) subscriber.complete()
    }
    closing.addEventListener('abort', complete)
    this.#release = [
      this.#source.on(this.#kind.topic, (frame) => this.#receive(frame)),
      this.#source.onDown((from) => this.#openGap({ from })),
      this.#source.onGap((gap) => this.#openGap(gap)),
      () => closing.removeEventListener('abort', complete),
    ]
  }

  #end(): void {
    for (const release of this.#release) release()
    this.#onIdle()
  }

  #receive({ value, at }: SocketFrame): void {
    const { empty, keep = empty, merge } = this.#kind
    const known = this.#afresh ? keep(this.#state) : this.#state
    const next = merge(known, value, at, this.#fields)
    if (next === undefined) return
    this.#afresh = false
    this.#told = true
    this.#tell(next)
  }

  /** Of a value that nobody was told there is nothing to doubt. */
  #openGap(gap: StreamGap): void {
    if (!this.#told) return
    this.#afresh = true
    this.#tell({ ...this.#state, gap })
  }

  #tell(state: State): void {
    this.#state = state
    for (const subscriber of this.#subscribers) subscriber.next(state)
  }
}

/** Streams of one kind of topic, shared: one per target, whatever the number of subscribers. */
export class LiveStreams<State extends StreamState> {
  readonly #source: StreamSource
  readonly #streams = new Map<string, LiveStream<State>>()

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
        stream = new LiveStream(this.#source, kind, () => this.#streams.delete(topic))
        this.#streams.set(topic, stream)
      }
      return stream.attach(subscriber, text, kind.fields ?? [])
    })
  }
}
