import { useMemo } from 'react'
import { recall, remember } from './local-memory.ts'

/** No pane is wider or higher than this, in px. */
const LARGEST = 4_000

const isSize = (value: unknown): value is number => typeof value === 'number' && value > 0 && value <= LARGEST

/** The size of a pane under a name of its own: what the user chose last in this browser, or `fallback`, in px. */
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
