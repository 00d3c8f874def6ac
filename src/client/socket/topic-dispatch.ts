import type { Unsubscribe } from '../listeners.ts'
import type { SocketFrame } from './socket-events.ts'

/** Handles the frames of one topic. */
export type FrameHandler = (frame: SocketFrame) => void

/**
 * Finds the handlers of a frame by its topic in a Map, so that the cost of a frame does not depend on the number of streams.
 * A handler of `smh` gets each `smh+…` without a handler of its own; one of '' gets frames without a topic.
 */
export class TopicDispatch {
  readonly #entries = new Map<string, readonly { readonly handler: FrameHandler }[]>()

  on(topic: string, handler: FrameHandler): Unsubscribe {
    // The list is replaced and never changed: handlers may come and go while a frame is dispatched.
    const entry = { handler }
    this.#entries.set(topic, [...(this.#entries.get(topic) ?? []), entry])
    return () => {
      const remaining = (this.#entries.get(topic) ?? []).filter((other) => other !== entry)
      if (remaining.length > 0) this.#entries.set(topic, remaining)
      else this.#entries.delete(topic)
    }
  }

  dispatch(frame: SocketFrame): void {
    const { topic } = frame
    let entries = this.#entries.get(topic)
    if (entries === undefined && topic.includes('+')) entries = this.#entries.get(topic.slice(0, topic.indexOf('+')))
    if (entries !== undefined) for (const { handler } of entries) handler(frame)
  }
}
