/** Maximum delay of a batch while the page is hidden, in ms. A hidden page draws no frames. */
const HIDDEN_FLUSH_MS = 250

/** Applies items immediately, or once per frame during a burst. */
export function createFrameBatcher<T>(
  apply: (batch: readonly T[]) => void,
  schedule: (run: () => void) => void = onNextFrame,
) {
  let pending: T[] = []
  /** Whether a batch has been applied since the last frame. */
  let busy = false
  const flush = (): void => {
    busy = pending.length > 0
    if (!busy) return
    schedule(flush)
    const batch = pending
    pending = []
    apply(batch)
  }
  return {
    add(items: readonly T[]): void {
      for (const item of items) pending.push(item)
      if (!busy) flush()
    },
    /** Drops pending items, because a snapshot replaces them. */
    clear(): void {
      pending = []
    },
  }
}

/** Flushes at the next frame, or after `HIDDEN_FLUSH_MS` if the browser draws no frame. */
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
