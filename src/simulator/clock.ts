/**
 * Time as the simulator sees it: a test injects its own and moves it by hand.
 */
export interface SimulatorClock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs `run` once after that many milliseconds; the returned function cancels it and may be called twice. */
  after(milliseconds: number, run: () => void): () => void
}

/** The machine's own clock. */
export const systemClock: SimulatorClock = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const handle = setTimeout(run, milliseconds)
    return () => clearTimeout(handle)
  },
}
