import { linkSignals } from '../abort-signals.ts'
import { IbkrError } from '../errors/ibkr-error.ts'

/**
 * Runs the placements and changes of a session one after the other, in the order of the calls: a request of one would
 * void IBKR's question about another. A failed placement does not stop the next one.
 */
export class PlacementQueue {
  readonly #closing: AbortSignal
  #last: Promise<unknown> = Promise.resolve()

  /** @param closing aborts when the session is closed */
  constructor(closing: AbortSignal) {
    this.#closing = closing
  }

  /**
   * Runs a placement when all earlier ones have settled.
   * @param signal takes the placement out of the queue while it waits
   * @throws IbkrError `aborted` or `client-closed` if the placement left the queue unsent; otherwise the errors of
   *   `place`
   */
  run<T>(place: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const earlier = this.#last
    const result = this.#waitFor(earlier, signal).then(place)
    // A placement that leaves the queue does not let the next one overtake the earlier ones.
    this.#last = Promise.allSettled([earlier, result]).then(() => undefined)
    return result
  }

  #waitFor(earlier: Promise<unknown>, own: AbortSignal | undefined): Promise<void> {
    const link = linkSignals(this.#closing, own)
    let leave = (): void => undefined
    return new Promise<void>((resolve, reject) => {
      leave = () =>
        reject(
          this.#closing.aborted
            ? new IbkrError('client-closed', 'The order was not sent: the session is closed. Connect again.')
            : new IbkrError('aborted', 'Placing the order was aborted before it was sent.', { cause: own?.reason }),
        )
      link.signal.addEventListener('abort', leave)
      if (link.signal.aborted) leave()
      else void earlier.then(() => resolve())
    }).finally(() => {
      link.signal.removeEventListener('abort', leave)
      link.release()
    })
  }
}
