import type { ExportedHistory, HistoryEntry, HistoryRow } from '../../../shared/contract/history-views.ts'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { formatBytes } from '../../ui/format-number.ts'
import type { Tone } from '../../ui/tone.ts'
import { describeStatus } from '../explorer/index.ts'
import type { ComparedParts } from './compare/compared-parts.ts'
import type { HistoryData } from './history-store.ts'

/** Returns the outcome of a request as text and colour. */
export function outcomeText(row: Pick<HistoryRow, 'outcome' | 'status'>): {
  readonly text: string
  readonly tone: Tone
} {
  switch (row.outcome) {
    case 'answered':
      return describeStatus(row.status ?? 0, '')
    case 'rejected':
    case 'declined':
    case 'question':
      return describeStatus(row.status ?? 0, '', row.outcome)
    case 'failed':
      return { text: 'No response', tone: 'bad' }
    case 'unknown':
      return { text: 'Outcome unknown', tone: 'warn' }
    case 'cancelled':
      return { text: 'Cancelled', tone: 'idle' }
    case 'pending':
      return { text: 'In flight', tone: 'idle' }
  }
}

/** Explains that an export is incomplete. */
export const partialExportText = ({ entries, leftOut }: Pick<ExportedHistory, 'entries' | 'leftOut'>): string =>
  `Contains the newest ${formatNumber(entries)} of ${formatNumber(entries + leftOut)} requests, the maximum for one file. Filter the list to export the others.`

/** Explains an empty list. Mentions only the filters in use. */
export function noMatchText({ text, times }: Pick<HistoryData, 'text' | 'times'>): string {
  const reasons = [
    text.trim() !== '' &&
      'Every word must occur in the path, parameters, body, response or status. The last word may be incomplete.',
    times !== 'always' && 'Only requests in the selected time range are shown.',
  ].filter((reason) => reason !== false)
  return reasons.join(' ') || 'No request matches the filter.'
}

/** Explains that the saved parts of two responses are identical. */
export const sameText = (saved: readonly HistoryEntry['saved'][]): string =>
  saved.includes('beginning') ? 'The saved parts are identical' : 'Both responses are identical'

/** Describes the size of a response and the part of it that is compared. */
export const sizeText = ({ size = 0, saved }: Pick<HistoryEntry, 'size' | 'saved'>, savedBytes: number): string =>
  saved === 'beginning' ? `first ${formatBytes(savedBytes)} of ${formatBytes(size)}` : formatBytes(size)

/** Describes the parts that the comparison omits. `length`: length of the older text in characters. */
export function partText(parts: ComparedParts, length: number): string {
  if (parts.same) {
    return parts.older.length < length ? `Shows the first ${formatNumber(parts.older.length)} characters.` : ''
  }
  const texts: string[] = []
  if (parts.sameBefore > 0) texts.push(`Identical lines hidden at the start: ${formatNumber(parts.sameBefore)}.`)
  if (parts.sameAfter > 0) texts.push(`Identical lines hidden at the end: ${formatNumber(parts.sameAfter)}.`)
  if (parts.olderLeft > 0 || parts.newerLeft > 0) {
    texts.push(
      `Not compared: ${formatNumber(parts.olderLeft)} further characters of the older and ${formatNumber(parts.newerLeft)} of the newer response.`,
    )
  }
  return texts.join(' ')
}
