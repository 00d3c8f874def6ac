/**
 * Number of requests that wait in the pacing queue at a time: half a second of IBKR's limit. Others, such as the first
 * quotes of a chain, wait behind them.
 */
const IN_FLIGHT = 5

/**
 * Runs tasks a few at a time, and yields their results in the sequence of the tasks. Aborts the running tasks if one
 * fails, if the signal aborts, or if the caller ends the loop.
 */
export async function* inOrder<T>(
  tasks: readonly ((signal: AbortSignal) => Promise<T>)[],
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const end = new AbortController()
  const abort = (): void => end.abort(signal.reason)
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort)
  const running: Promise<T>[] = []
  const waiting = tasks.values()
  const start = (): void => {
    const { value: task, done } = waiting.next()
    if (done === true || task === undefined) return
    const result = task(end.signal)
    // A failure is reported when its turn comes.
    result.catch(() => undefined)
    running.push(result)
  }
  try {
    while (running.length < IN_FLIGHT && running.length < tasks.length) start()
    for (let next = running.shift(); next !== undefined; next = running.shift()) {
      const result = await next
      start()
      yield result
    }
  } finally {
    signal.removeEventListener('abort', abort)
    end.abort()
    await Promise.allSettled(running)
  }
}
