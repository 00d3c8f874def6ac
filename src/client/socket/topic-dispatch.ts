import type { Unsubscribe } from '../listeners.ts'
import type { SocketFrame } from '../session/session-supervisor.ts'
import { FlatKey, FlatRow } from './flat-row.ts'

/** Takes a frame of the topic it was registered for. */
export type FrameHandler = (frame: SocketFrame) => void

/** Takes the row of a frame of its topic, for the time of the call; false: it wants the frame. */
export type RowHandler = (row: FlatRow, at: number) => boolean

const TOPIC = new FlatKey('topic')

/**
 * Finds who wants a frame by its topic in a Map, so that the cost of a frame does not depend on how many streams there
 * are. A handler of `smh` gets every `smh+…` that nobody wants by its full name; one of '' gets frames without a topic.
 */
export class TopicDispatch {
  /** Most topics have one handler: without a list around it, less memory is gone through for every frame. */
  readonly #handlers = new Map<string, FrameHandler | readonly FrameHandler[]>()

  /** Of topics that one handler alone wants, and by rows where it can. */
  readonly #rowHandlers = new Map<string, RowHandler>()
  readonly #row = new FlatRow()

  on(topic: string, handler: FrameHandler, rowHandler?: RowHandler): Unsubscribe {
    // Replaced, never changed: a handler that comes or goes while a frame is given out does not disturb that.
    const known = this.#handlersOf(topic)
    this.#handlers.set(topic, known.length === 0 ? handler : [...known, handler])
    if (known.length === 0 && rowHandler !== undefined) this.#rowHandlers.set(topic, rowHandler)
    else this.#rowHandlers.delete(topic)
    let on = true
    return () => {
      if (!on) return
      on = false
      this.#rowHandlers.delete(topic)
      const left = [...this.#handlersOf(topic)]
      left.splice(left.indexOf(handler), 1)
      if (left.length === 0) this.#handlers.delete(topic)
      else this.#handlers.set(topic, left)
    }
  }

  /** Gives out a frame that nobody wants but a handler of rows; false, and nothing is done, for every other. */
  giveBytes(bytes: Buffer, at: number): boolean {
    if (this.#rowHandlers.size === 0) return false
    const topic = this.#row.read(bytes) ? this.#row.value(TOPIC) : undefined
    const isTaken = typeof topic === 'string' && this.#rowHandlers.get(topic)?.(this.#row, at) === true
    this.#row.clear()
    return isTaken
  }

  give(topic: string, frame: SocketFrame): void {
    const handlers = this.#handlers.get(topic) ?? this.#handlersOfHead(topic)
    if (handlers === undefined) return
    if (typeof handlers === 'function') handlers(frame)
    else for (const handler of handlers) handler(frame)
  }

  #handlersOf(topic: string): readonly FrameHandler[] {
    const handlers = this.#handlers.get(topic) ?? []
    return typeof handlers === 'function' ? [handlers] : handlers
  }

  #handlersOfHead(topic: string): FrameHandler | readonly FrameHandler[] | undefined {
    const plus = topic.indexOf('+')
    return plus < 0 ? undefined : this.#handlers.get(topic.slice(0, plus))
  }
}
