import type { Frame } from './frames.ts'

/** A connection that carries frames. It delivers all frames in order, or it closes. */
export interface Transport<Out extends Frame, In extends Frame> {
  send(frame: Out): void
  /** Sets the only listener. Call it in the same event loop turn in which the transport was opened. */
  onMessage(listener: (frame: In) => void): void
  /** Calls the listener once when the transport closes, or immediately if it is already closed. */
  onClose(listener: (reason: string) => void): void
  close(): void
}

/** The receiving side of every transport. */
export class TransportReceiver<In extends Frame> {
  /** The listener that the transport calls with each frame. */
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

  /** Ends the transport. Later calls have no effect. */
  close(reason: string): void {
    if (this.isClosed) return
    this.isClosed = true
    this.#reason = reason
    for (const listener of this.#closeListeners) listener(reason)
    this.#closeListeners.clear()
  }
}
