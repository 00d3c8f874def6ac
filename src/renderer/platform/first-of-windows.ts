/**
 * Elects one window to act for all windows, for example to play sounds. Returns a function that reports whether this
 * window was elected.
 */
export function firstOfWindows(): () => boolean {
  if (!('locks' in navigator)) return () => true
  let isFirst = false
  // The lock passes to another window when this page closes.
  navigator.locks
    .request('ibkr-console notifications', () => {
      isFirst = true
      return new Promise<never>(() => undefined)
    })
    .catch(() => undefined)
  return () => isFirst
}
