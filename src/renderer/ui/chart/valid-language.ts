/*
 * WebKit on Linux reports the name of the locale `C` as the user's language. `Intl` rejects it, and so would uPlot,
 * which formats the numbers of its axes in this language.
 */
try {
  Intl.getCanonicalLocales(navigator.language)
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US' })
}
