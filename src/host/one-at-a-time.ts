/** Runs what it is given one after the other, in the order asked for; a failure does not keep the next from its turn. */
export type OneAtATime = <T>(run: () => Promise<T>) => Promise<T>

export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const mine = last.then(run)
    last = mine.catch(() => undefined)
    return mine
  }
}
