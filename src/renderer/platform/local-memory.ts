/* What this browser remembers between loads: appearance, last view, recent paths. Never anything secret, never a body.
   Storage may be full, forbidden or edited by hand: reading falls back, writing is allowed to fail. */

const browserStorage = (): Storage => localStorage

/** What only this tab remembers, over a reload and no longer. */
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
    // Without storage the window works all the same and forgets.
  }
}
