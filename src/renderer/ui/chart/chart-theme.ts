import { CHART_COLORS, type ChartColor } from './chart-data.ts'

/** Colours and font of a chart. Resolved, because a canvas does not support custom properties. */
export interface ChartTheme {
  readonly colors: Readonly<Record<ChartColor, string>>
  /** Fill colours of areas. */
  readonly fills: Readonly<Record<ChartColor, string>>
  readonly text: string
  readonly line: string
  readonly surface: string
  readonly font: string
}

export function readChartTheme(place: HTMLElement): ChartTheme {
  const probe = document.createElement('span')
  place.append(probe)
  const computed = getComputedStyle(probe)
  const colorOf = (color: string): string => {
    probe.style.color = color
    return computed.color
  }
  const all = (toCss: (color: ChartColor) => string) =>
    Object.fromEntries(CHART_COLORS.map((name) => [name, colorOf(toCss(name))])) as Record<ChartColor, string>
  const theme = {
    colors: all((name) => `var(--${name})`),
    fills: all((name) => `color-mix(in srgb, var(--${name}) 18%, transparent)`),
    text: colorOf('var(--text-tertiary)'),
    line: colorOf('var(--line)'),
    surface: colorOf('var(--surface)'),
    font: computed.fontFamily,
  }
  probe.remove()
  return theme
}

/** Calls `run` when the theme may have changed. Returns an unsubscribe function. */
export function watchTheme(run: () => void): () => void {
  const observer = new MutationObserver(run)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const media = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) => matchMedia(query))
  for (const each of media) each.addEventListener('change', run)
  return () => {
    observer.disconnect()
    for (const each of media) each.removeEventListener('change', run)
  }
}
