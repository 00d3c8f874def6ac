import type { Subscriber } from 'rxjs'
import { formatJson } from '../format-json.ts'
import type { UntypedJson } from '../rest/request-input.ts'
import type { OutgoingMessage } from './socket-connection.ts'

/** One subscriber of a `multiplex` stream. */
export interface MultiplexStream {
  readonly subscribe: () => unknown
  readonly unsubscribe: () => unknown
  readonly filter: (value: UntypedJson) => boolean
  readonly subscriber: Subscriber<UntypedJson>
}

/** How a socket ended permanently. */
export type SocketEnding = { readonly kind: 'error'; readonly error: unknown } | { readonly kind: 'complete' }

/** The streams of a drop-in socket. A caller's callback that throws ends only its own stream. */
export class MultiplexStreams {
  /** The list is replaced instead of changed, so that streams can be added and removed while a frame is dispatched. */
  #streams: readonly MultiplexStream[] = []

  add(stream: MultiplexStream): void {
    this.#streams = [...this.#streams, stream]
  }

  /** Removes a stream; returns whether it existed. */
  remove(stream: MultiplexStream): boolean {
    const before = this.#streams
    this.#streams = before.filter((other) => other !== stream)
    return this.#streams.length < before.length
  }

  dispatch(value: UntypedJson): void {
    for (const stream of this.#streams) {
      try {
        if (stream.filter(value)) stream.subscriber.next(value)
      } catch (error) {
        this.#fail(stream, error)
      }
    }
  }

  /** Returns the messages that subscribe all streams. */
  subscribeTexts(): readonly OutgoingMessage[] {
    return this.#streams.flatMap((stream) => this.textOf(stream, stream.subscribe) ?? [])
  }

  /** Returns the message that a callback of a stream creates; undefined for none. */
  textOf(stream: MultiplexStream, callback: () => unknown): OutgoingMessage | undefined {
    try {
      const value = callback()
      return value === undefined ? undefined : formatMessage(value)
    } catch (error) {
      this.#fail(stream, error)
      return undefined
    }
  }

  /** Removes all streams. Returns a function that ends them; call it when the socket has no connection. */
  end(): (ending: SocketEnding) => void {
    const streams = this.#streams
    this.#streams = []
    return (ending) => {
      for (const stream of streams) endStream(stream, ending)
    }
  }

  #fail(stream: MultiplexStream, error: unknown): void {
    this.remove(stream)
    stream.subscriber.error(error)
  }
}

/** Ends a stream in the same way as its socket. */
export function endStream({ subscriber }: MultiplexStream, ending: SocketEnding): void {
  if (ending.kind === 'error') subscriber.error(ending.error)
  else subscriber.complete()
}

/**
 * Converts a value to a message: strings and bytes unchanged, other values as JSON.
 * @throws IbkrError `config-invalid` for a value that JSON cannot represent
 */
export function formatMessage(value: unknown): OutgoingMessage {
  if (typeof value === 'string' || value instanceof Uint8Array) return value
  return formatJson(value, 'What is to be sent') ?? ''
}
