/** Whether this window acts for all windows of this console in this browser, for example plays their sounds. */
export function firstOfWindows(): () => boolean {
  if (!('locks' in navigator)) return () => true
  let isFirst = false
  // The lock is held for the life of the page; then the next window gets it.
  navigator.locks
    .request('ibkr-console notifications', () => {
      isFirst = true
      return new Promise<never>(() => undefined)
    })
    .catch(() => undefined)
  return () => isFirst
}
