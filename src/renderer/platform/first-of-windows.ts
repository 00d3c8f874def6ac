/**
 * Elects one window per browser to act for all windows of this console, for example to play sounds. Returns a function
 * that reports whether this window was elected.
 */
export function firstOfWindows(): () => boolean {
  if (!('locks' in navigator)) return () => true
  let isFirst = false
  // The page holds the lock until it closes. The next window then acquires the lock.
  navigator.locks
    .request('ibkr-console notifications', () => {
      isFirst = true
      return new Promise<never>(() => undefined)
    })
    .catch(() => undefined)
  return () => isFirst
}
