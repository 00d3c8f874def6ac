import { SimulatorError } from '../simulator-error.ts'

interface Waiter<T> {
  readonly fits: (entry: T) => boolean
  readonly resolve: (entry: T) => void
  readonly reject: (error: Error) => void
}

/** Tests that wait for the next entry of a kind; nothing is polled. */
export interface Waiters<T> {
  /** Rejects with `NOT_SEEN` where nothing fits within that many milliseconds of the machine's own time. */
  next(fits: (entry: T) => boolean, withinMilliseconds: number, wanted: string): Promise<T>
  tell(entry: T): void
  /** Rejects everybody who still waits. */
  close(): void
}

/** Makes the waiting room of one kind of entry. */
export function createWaiters<T>(): Waiters<T> {
  const waiting = new Set<Waiter<T>>()
  return {
    next: (fits, withinMilliseconds, wanted) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => end(() => reject(notSeen(wanted, `within ${withinMilliseconds} ms`))),
          withinMilliseconds,
        )
        const waiter: Waiter<T> = {
          fits,
          resolve: (entry) => end(() => resolve(entry)),
          reject: (error) => end(() => reject(error)),
        }
        function end(settle: () => void): void {
          clearTimeout(timer)
          waiting.delete(waiter)
          settle()
        }
        waiting.add(waiter)
      }),
    tell: (entry) => {
      if (waiting.size === 0) return
      for (const waiter of waiting) if (waiter.fits(entry)) waiter.resolve(entry)
    },
    close: () => {
      for (const waiter of waiting) waiter.reject(notSeen('The entry', 'before the simulator was closed'))
    },
  }
}

function notSeen(wanted: string, when: string): SimulatorError {
  return new SimulatorError('NOT_SEEN', `${wanted} was not seen ${when}`)
}
