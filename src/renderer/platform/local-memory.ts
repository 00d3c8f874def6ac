/* Values stored in this browser: appearance, last view, recent paths. Never secrets or bodies.
   Storage may be full, blocked or edited by hand: reads fall back, writes may fail. */

const browserStorage = (): Storage => localStorage

/** Storage of this tab: it lasts over reloads. */
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
    // Without storage the value is lost at a reload.
  }
}
