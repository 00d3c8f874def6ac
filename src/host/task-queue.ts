/** Runs tasks one after the other, in the order of the calls. A failed task does not stop the next one. */
export type TaskQueue = <T>(run: () => Promise<T>) => Promise<T>

export function createTaskQueue(): TaskQueue {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const mine = last.then(run)
    last = mine.catch(() => undefined)
    return mine
  }
}
