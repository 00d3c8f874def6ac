import { useMemo } from 'react'
import { recall, remember } from './local-memory.ts'

/** Maximum size in px. Larger stored values are ignored. */
const LARGEST = 4_000

const isSize = (value: unknown): value is number => typeof value === 'number' && value > 0 && value <= LARGEST

/** Returns the stored size of a pane in px, or `fallback`. `name` is unique per pane. */
export function useRememberedSize(name: string, fallback: number) {
  return useMemo(
    () => ({
      name,
      initial: recall(`size.${name}`, isSize, fallback),
      onChange: (px: number): void => remember(`size.${name}`, px),
    }),
    [name, fallback],
  )
}
