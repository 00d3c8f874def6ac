import { linkSignals } from '../abort-signals.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { RequestCaller } from '../rest/request-caller.ts'
import type { QuestionGate } from './question-gate.ts'

/**
 * Runs the placements and changes of a program one after the other, in the order of the calls: a request of one would
 * void IBKR's question about another. A failed placement does not stop the next one. A placement of a person does not
 * wait in the queue: the question gate refuses it during another question of the person, who can then act.
 */
export class PlacementQueue {
  readonly #closing: AbortSignal
  readonly #gate: Pick<QuestionGate, 'demandOutsidePolicy'>
  /** The end of the last placement of each program. */
  readonly #last = new Map<string, Promise<unknown>>()

  /** @param closing aborts when the session is closed */
  constructor(closing: AbortSignal, gate: Pick<QuestionGate, 'demandOutsidePolicy'>) {
    this.#closing = closing
    this.#gate = gate
  }

  /**
   * Runs a placement when all earlier ones of the same program have settled.
   * @param signal takes the placement out of the queue while it waits
   * @throws IbkrError `aborted` or `client-closed` if the placement left the queue unsent; `question-open` if a question
   *   policy of the session makes the call, which would wait for itself; otherwise the errors of `place`
   */
  async run<T>(caller: RequestCaller, place: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.#gate.demandOutsidePolicy('The order')
    if (caller.kind === 'person') return place()
    const key = caller.kind === 'program' ? `program ${caller.name}` : caller.kind
    const earlier = this.#last.get(key) ?? Promise.resolve()
    const result = this.#waitFor(earlier, signal).then(place)
    // A placement that leaves the queue does not let the next one overtake the earlier ones.
    const end = Promise.allSettled([earlier, result]).then(() => {
      if (this.#last.get(key) === end) this.#last.delete(key)
    })
    this.#last.set(key, end)
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
