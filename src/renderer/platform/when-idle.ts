/** Delay in ms in a browser that does not report idle time. Safari 18 does not. */
const DELAY_MS = 200

/** Runs an action while the page is idle. */
export function whenIdle(run: () => void): void {
  const { requestIdleCallback } = globalThis as { requestIdleCallback?: (run: () => void) => void }
  if (requestIdleCallback) requestIdleCallback(run)
  else setTimeout(run, DELAY_MS)
}
