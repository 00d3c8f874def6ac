/* Stores view preferences in this browser, never secrets. Storage may be full, blocked or edited manually, so reads
   have a default and writes may fail. */

const browserStorage = (): Storage => localStorage

/** Storage of this tab, kept after a reload. */
export const tabStorage = (): Storage => sessionStorage

/** Reports whether the browser blocks storage for this page, for example because the user blocks cookies. */
export function isStorageBlocked(): boolean {
  try {
    browserStorage().setItem(PREFIX, '')
    browserStorage().removeItem(PREFIX)
    return false
  } catch {
    return true
  }
}

const PREFIX = 'ibkr-console.'

export function recall<T>(
  key: string,
  isValid: (value: unknown) => value is T,
  fallback: T,
  storage: () => Storage = browserStorage,
): T {
  try {
    const text = storage().getItem(PREFIX + key)
    if (text === null) return fallback
    const value: unknown = JSON.parse(text)
    return isValid(value) ? value : fallback
  } catch {
    return fallback
  }
}

export function remember(key: string, value: unknown, storage: () => Storage = browserStorage): void {
  try {
    storage().setItem(PREFIX + key, JSON.stringify(value))
  } catch {
    // If storage is blocked, the value is lost on reload.
  }
}
