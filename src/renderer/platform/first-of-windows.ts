/** True once this is the one among the windows of this console in this browser that speaks for all. */
export function firstOfWindows(): () => boolean {
  if (!('locks' in navigator)) return () => true
  let isFirst = false
  // Held as long as the page lives; then the next one gets it.
  navigator.locks
    .request('ibkr-console notifications', () => {
      isFirst = true
      return new Promise<never>(() => undefined)
    })
    .catch(() => undefined)
  return () => isFirst
}
