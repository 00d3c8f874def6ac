/**
 * Replaces a language that `Intl` rejects by English. WebKit on Linux reports the name of the locale `C`, and uPlot, which
 * formats numbers in the user's language while it loads, would fail.
 */
export function ensureValidLanguage(browser: { readonly language: string }): void {
  try {
    Intl.getCanonicalLocales(browser.language)
  } catch {
    Object.defineProperty(browser, 'language', { value: 'en-US' })
  }
}
