import type { Unsubscribe } from '../event-listeners.ts'
import type { SocketFrame } from './socket-events.ts'

/** Handles the frames of one topic. */
export type FrameHandler = (frame: SocketFrame) => void

/**
 * Finds the handlers of a frame by its topic in a Map, so that the cost of a frame does not depend on the number of
 * streams. A handler of `smh` receives each `smh+…` frame without its own handler. A handler of '' receives frames
 * without a topic.
 */
export class TopicDispatcher {
  /** A list is replaced instead of changed, so that handlers can be added and removed while a frame is dispatched. */
  readonly #handlers = new Map<string, readonly FrameHandler[]>()

  /** Adds a handler. A handler counts once per topic. */
  on(topic: string, handler: FrameHandler): Unsubscribe {
    this.#handlers.set(topic, [...(this.#handlers.get(topic) ?? []), handler])
    return () => {
      const remaining = (this.#handlers.get(topic) ?? []).filter((other) => other !== handler)
      if (remaining.length > 0) this.#handlers.set(topic, remaining)
      else this.#handlers.delete(topic)
    }
  }

  dispatch(frame: SocketFrame): void {
    const { topic } = frame
    let handlers = this.#handlers.get(topic)
    if (handlers === undefined && topic.includes('+')) handlers = this.#handlers.get(topic.slice(0, topic.indexOf('+')))
    if (handlers !== undefined) for (const handler of handlers) handler(frame)
  }
}
