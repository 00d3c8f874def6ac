/*
 * Values stored in this browser, such as appearance, last view and recent paths. Never stores secrets or bodies.
 * Storage may be full, blocked or edited manually, so reads fall back to a default and writes may fail.
 */

const browserStorage = (): Storage => localStorage

/** Session storage of this tab. Its values persist across reloads. */
export const tabStorage = (): Storage => sessionStorage

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
    // If storage is blocked, the value is lost when the page reloads.
  }
}
