import { create } from 'zustand'
import { recall, remember } from '../platform/local-memory.ts'

export const THEMES = ['system', 'light', 'dark'] as const

export type Theme = (typeof THEMES)[number]

const isTheme = (value: unknown): value is Theme => (THEMES as readonly unknown[]).includes(value)

export const useThemeStore = create<{ readonly theme: Theme }>()(() => ({ theme: 'system' }))

/** Applies and stores a theme. `system` follows the operating system. */
export function chooseTheme(theme: Theme): void {
  remember('theme', theme)
  show(theme)
}

/** Applies the stored theme. Called before the first paint. */
export function restoreTheme(): void {
  show(recall('theme', isTheme, 'system'))
}

function show(theme: Theme): void {
  useThemeStore.setState({ theme })
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
