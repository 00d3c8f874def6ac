import type { Subscriber } from 'rxjs'
import { jsonText } from '../json-text.ts'
import type { UntypedJson } from '../rest/request-input.ts'

/** One `multiplex` stream that somebody is subscribed to. */
export interface MultiplexStream {
  readonly subscribe: () => unknown
  readonly unsubscribe: () => unknown
  readonly filter: (value: UntypedJson) => boolean
  readonly subscriber: Subscriber<UntypedJson>
}

/** How a socket ended for good. */
export type Ending = { readonly kind: 'error'; readonly error: unknown } | { readonly kind: 'complete' }

/** The streams of a drop-in socket. A callback of the caller's that throws ends its own stream only. */
export class MultiplexStreams {
  /** Replaced, never changed: whoever comes or goes while a frame is given out does not disturb that. */
  #streams: readonly MultiplexStream[] = []

  add(stream: MultiplexStream): void {
    this.#streams = [...this.#streams, stream]
  }

  /** Whether it was there. */
  remove(stream: MultiplexStream): boolean {
    const left = this.#streams.filter((other) => other !== stream)
    const was = left.length < this.#streams.length
    this.#streams = left
    return was
  }

  give(value: UntypedJson): void {
    for (const stream of this.#streams) {
      try {
        if (stream.filter(value)) stream.subscriber.next(value)
      } catch (error) {
        this.#endBroken(stream, error)
      }
    }
  }

  /** What is to be sent so that all of them are subscribed. */
  subscribeTexts(): readonly unknown[] {
    return this.#streams.flatMap((stream) => this.textOf(stream, stream.subscribe) ?? [])
  }

  /** What a callback of a stream wants sent; undefined for nothing. */
  textOf(stream: MultiplexStream, callback: () => unknown): unknown {
    try {
      const value = callback()
      return value === undefined ? undefined : textToSend(value)
    } catch (error) {
      this.#endBroken(stream, error)
      return undefined
    }
  }

  /** Forgets them all and tells the end to each, to be called when they are no longer found here. */
  end(): (ending: Ending) => void {
    const streams = this.#streams
    this.#streams = []
    return (ending) => {
      for (const stream of streams) endStream(stream, ending)
    }
  }

  #endBroken(stream: MultiplexStream, error: unknown): void {
    this.remove(stream)
    stream.subscriber.error(error)
  }
}

/** A finished socket ends a stream with what it ended with. */
export function endStream({ subscriber }: MultiplexStream, ending: Ending): void {
  if (ending.kind === 'error') subscriber.error(ending.error)
  else subscriber.complete()
}

/**
 * Texts and bytes go as they are.
 * @throws IbkrError `config-invalid` for a value that JSON cannot hold
 */
export function textToSend(value: unknown): unknown {
  return typeof value === 'string' || value instanceof Uint8Array ? value : jsonText(value, 'What is to be sent')
}
