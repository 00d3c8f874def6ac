/**
 * Time as the simulator sees it: a test injects its own and moves it by hand.
 */
export interface SimulatorClock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs `run` once after that many milliseconds; the returned function cancels it and may be called twice. */
  after(milliseconds: number, run: () => void): () => void
}

/** The longest wait of Node's timers, 24.8 days; a longer one would fire at once. */
const longestWait = 2_147_483_647

/** The machine's own clock. */
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
