import type { RequestWaitView, WaitingItem } from '../../shared/contract/views.ts'
import { createFeed, type Feed } from '../feed.ts'

interface Waiting {
  wait: RequestWaitView
  toldAt: number
  readonly withdraw: () => void
}

/** Requests of the windows that wait for their turn, each under the name that its window gave it. */
export class WaitingRequests {
  readonly feed: Feed<readonly WaitingItem[], WaitingItem>
  readonly #waiting = new Map<string, Waiting>()
  readonly #now: () => number

  /** `now` in ms, on any clock. */
  constructor(now: () => number) {
    this.#now = now
    this.feed = createFeed(() => [...this.#waiting].map(([waitId, waiting]) => ({ waitId, wait: this.#left(waiting) })))
  }

  /**
   * Sends a request that can be taken out of the queue while it waits there.
   * @param send gets a signal that ends with the window's or by `withdraw`, and the listener for the pacing
   */
  async follow<T>(
    waitId: string | undefined,
    signal: AbortSignal,
    send: (signal: AbortSignal, onWait?: (wait: RequestWaitView) => void) => Promise<T>,
  ): Promise<T> {
    if (waitId === undefined) return send(signal)
    const withdrawn = new AbortController()
    try {
      return await send(AbortSignal.any([signal, withdrawn.signal]), (wait) => {
        if (wait.cause === 'nothing') this.#waiting.delete(waitId)
        else this.#waiting.set(waitId, { wait, toldAt: this.#now(), withdraw: () => withdrawn.abort() })
        this.feed.push([{ waitId, wait }])
      })
    } finally {
      this.#waiting.delete(waitId)
    }
  }

  /** Whether it was still there: then nothing of it was sent. */
  withdraw(waitId: string): boolean {
    const waiting = this.#waiting.get(waitId)
    waiting?.withdraw()
    return waiting !== undefined
  }

  #left({ wait, toldAt }: Waiting): RequestWaitView {
    return { ...wait, ms: Math.max(0, wait.ms - (this.#now() - toldAt)) }
  }
}
