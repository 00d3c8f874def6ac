import type { Frame } from './frames.ts'

/** A connection that carries frames. It keeps their order and loses none, or it closes. */
export interface Transport<Out extends Frame, In extends Frame> {
  send(frame: Out): void
  /** Sets the only listener. It has to be set in the event loop turn in which the transport was opened. */
  onMessage(listener: (frame: In) => void): void
  /** Calls the listener once when the transport closes, immediately if it is already closed. */
  onClose(listener: (reason: string) => void): void
  close(): void
}

/** The receiving side that all transports share. */
export class TransportEnd<In extends Frame> {
  /** The transport calls this with each frame. */
  listener: ((frame: In) => void) | undefined
  readonly #closeListeners = new Set<(reason: string) => void>()
  isClosed = false
  #reason = ''

  readonly onMessage = (listener: (frame: In) => void): void => {
    this.listener = listener
  }

  readonly onClose = (listener: (reason: string) => void): void => {
    if (this.isClosed) listener(this.#reason)
    else this.#closeListeners.add(listener)
  }

  /** Ends the transport; later calls have no effect. */
  close(reason: string): void {
    if (this.isClosed) return
    this.isClosed = true
    this.#reason = reason
    for (const listener of this.#closeListeners) listener(reason)
    this.#closeListeners.clear()
  }
}
