/** Longest wait while the page is hidden and draws no frames, in ms. */
const HIDDEN_FLUSH_MS = 250

export interface FrameBatcher<T> {
  add(items: readonly T[]): void
  /** Forgets what waits: a snapshot replaces it. */
  clear(): void
}

/** Hands items over: at once when it is quiet, otherwise what has come in one go at the next frame, so that a burst costs one update a frame and not one each. */
export function createFrameBatcher<T>(
  apply: (batch: readonly T[]) => void,
  schedule: (run: () => void) => void = onNextFrame,
): FrameBatcher<T> {
  let waiting: T[] = []
  /** Something was handed over since the last frame. */
  let busy = false
  const flush = (): void => {
    busy = waiting.length > 0
    if (!busy) return
    schedule(flush)
    const batch = waiting
    waiting = []
    apply(batch)
  }
  return {
    add(items) {
      for (const item of items) waiting.push(item)
      if (!busy) flush()
    },
    clear() {
      waiting = []
    },
  }
}

/** The next frame, or soon where none is drawn: whichever comes first. */
function onNextFrame(run: () => void): void {
  let ran = false
  const once = (): void => {
    if (ran) return
    ran = true
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    run()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, HIDDEN_FLUSH_MS)
}
