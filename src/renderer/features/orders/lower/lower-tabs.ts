export const LOWER_TABS = [
  { id: 'executions', label: 'Executions' },
  { id: 'positions', label: 'Positions' },
  { id: 'profit', label: 'P&L' },
  { id: 'journal', label: 'Journal' },
] as const

export type LowerTab = (typeof LOWER_TABS)[number]['id']

export interface Lower {
  readonly tab: LowerTab | 'none'
  /** In px. */
  readonly height: number
}

export const LOWEST_PANEL = 120
export const HIGHEST_PANEL = 1_200

export const FIRST_LOWER: Lower = { tab: 'none', height: 280 }

export function isLower(value: unknown): value is Lower {
  const { tab, height } = (value ?? {}) as Partial<Lower>
  const isKnown = tab === 'none' || LOWER_TABS.some(({ id }) => id === tab)
  return isKnown && typeof height === 'number' && height >= LOWEST_PANEL && height <= HIGHEST_PANEL
}
