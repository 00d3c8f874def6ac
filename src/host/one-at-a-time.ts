/** Runs tasks one after the other, in the order of the calls. A failed task does not stop the next one. */
export type OneAtATime = <T>(run: () => Promise<T>) => Promise<T>

export function createOneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const mine = last.then(run)
    last = mine.catch(() => undefined)
    return mine
  }
}
