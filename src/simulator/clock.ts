/** The clock of the simulator. A test injects its own clock and advances it. */
export interface SimulatorClock {
  /** Returns milliseconds since the epoch. */
  now(): number
  /** Runs `run` once after the delay. Returns an idempotent cancel function. */
  after(milliseconds: number, run: () => void): () => void
}

/** Maximum delay of Node's timers, 24.8 days. A timer with a longer delay would fire immediately. */
const longestWait = 2_147_483_647

/** The system clock. */
export const systemClock: SimulatorClock = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    let left = milliseconds
    let handle: NodeJS.Timeout
    const wait = () => {
      const part = Math.min(left, longestWait)
      left -= part
      handle = setTimeout(left > 0 ? wait : run, part)
    }
    wait()
    return () => clearTimeout(handle)
  },
}

/** All timers of one owner, such as the simulator or one socket. Closing the owner cancels its timers. */
export interface Timers {
  after(milliseconds: number, run: () => void): () => void
  /**
   * Runs `run` repeatedly until cancelled. Each run is scheduled after the previous run has finished, so that runs
   * never overlap.
   */
  every(milliseconds: number, run: () => void): () => void
  close(): void
}

export function createTimers(clock: SimulatorClock): Timers {
  const pending = new Set<() => void>()
  let closed = false

  function after(milliseconds: number, run: () => void): () => void {
    if (closed) return () => {}
    const stop = clock.after(milliseconds, () => {
      pending.delete(stop)
      run()
    })
    pending.add(stop)
    return () => {
      pending.delete(stop)
      stop()
    }
  }

  function every(milliseconds: number, run: () => void): () => void {
    let stopped = false
    let cancel = () => {}
    const arm = () => {
      cancel = after(milliseconds, () => {
        run()
        if (!stopped) arm()
      })
    }
    arm()
    return () => {
      stopped = true
      cancel()
    }
  }

  function close(): void {
    closed = true
    for (const stop of pending) stop()
    pending.clear()
  }

  return { after, every, close }
}
