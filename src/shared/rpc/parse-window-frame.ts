import type { WindowFrame } from './frames.ts'
import { isBoundedJson } from './json-bounds.ts'

/** Maximum id of a call: an id has four bytes in a binary message. */
const MAX_ID = 2 ** 32 - 1

const MAX_CREDIT = 64

/** Limits far above any input of the contract: the largest inputs are 2,000 ids, and files as one string each. */
const BOUNDS = { depth: 32, values: 20_000 }

/**
 * Parses a message of a window. Returns undefined for an invalid frame, or for one that exceeds the limits: then the
 * transport closes.
 */
export function parseWindowMessage(text: string): WindowFrame | undefined {
  if (!isBoundedJson(text, BOUNDS)) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const frame = value as Record<string, unknown>
  const { t, id, name, credit } = frame
  if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id > MAX_ID) return undefined
  const isCredit = typeof credit === 'number' && Number.isInteger(credit) && credit >= 0 && credit <= MAX_CREDIT
  switch (t) {
    case 'call':
      return typeof name === 'string' ? { t, id, name, input: frame['input'] } : undefined
    case 'open':
      return typeof name === 'string' && isCredit ? { t, id, name, params: frame['params'], credit } : undefined
    case 'credit':
      return isCredit ? { t, id, credit } : undefined
    case 'cancel':
    case 'close':
      return { t, id }
    default:
      return undefined
  }
}
