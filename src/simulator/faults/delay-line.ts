import type { Timers } from '../timers.ts'

/** Lets things through later, in the order in which they came. */
export interface DelayLine {
  /** Runs not before that many milliseconds, and not before what came earlier. */
  push(milliseconds: number, run: () => void): void
}

/** Makes an empty line. One timer at a time: timers of equal length do not keep their order among themselves. */
export function createDelayLine(timers: Timers, now: () => number): DelayLine {
  const waiting: { readonly due: number; readonly run: () => void }[] = []

  function arm(): void {
    const head = waiting[0]
    if (head !== undefined) timers.after(Math.max(0, head.due - now()), release)
  }

  function release(): void {
    const at = now()
    while (waiting[0] !== undefined && waiting[0].due <= at) waiting.shift()?.run()
    arm()
  }

  return {
    push: (milliseconds, run) => {
      waiting.push({ due: now() + milliseconds, run })
      if (waiting.length === 1) arm()
    },
  }
}
