import type { HistoryEntry } from '../../../../shared/contract/history-views.ts'
import { formatBytes, formatNumber } from '../../../ui/format-number.ts'
import type { ComparedParts } from './compared-parts.ts'

/** Of two answers that are the same as far as they were kept. */
export const sameWords = (kept: readonly HistoryEntry['kept'][]): string =>
  kept.includes('beginning') ? 'The kept beginnings are the same' : 'Both answers are the same'

/** How large an answer was, and how much of it is compared. `kept` in bytes. */
export const sizeWords = ({ size = 0, kept }: Pick<HistoryEntry, 'size' | 'kept'>, keptBytes: number): string =>
  kept === 'beginning' ? `first ${formatBytes(keptBytes)} of ${formatBytes(size)}` : formatBytes(size)

/** What of two long texts is not in the comparison below; empty where all is. `whole`: characters of the older one. */
export function partWords(parts: ComparedParts, whole: number): string {
  if (parts.same) {
    return parts.older.length < whole ? `Below stand the first ${formatNumber(parts.older.length)} characters.` : ''
  }
  const words: string[] = []
  if (parts.sameBefore > 0) words.push(`The first ${lines(parts.sameBefore)} the same and left out.`)
  if (parts.sameAfter > 0) words.push(`The last ${lines(parts.sameAfter)} the same and left out.`)
  if (parts.olderLeft > 0 || parts.newerLeft > 0) {
    words.push(
      `Only a part is compared: ${formatNumber(parts.olderLeft)} more characters of the older and ${formatNumber(parts.newerLeft)} of the newer are not.`,
    )
  }
  return words.join(' ')
}

const lines = (count: number): string => (count === 1 ? 'line is' : `${formatNumber(count)} lines are`)
