import type { ExportedHistory, HistoryRow } from '../../../shared/contract/history-views.ts'
import { formatNumber } from '../../ui/format-number.ts'
import type { Tone } from '../../ui/tone.ts'
import { statusWords } from '../explorer/index.ts'
import type { HistoryData } from './history-store.ts'

/** What became of a request, as a word and a colour. */
export function outcomeWords(row: Pick<HistoryRow, 'outcome' | 'status'>): {
  readonly text: string
  readonly tone: Tone
} {
  switch (row.outcome) {
    case 'answered':
      return statusWords(row.status ?? 0, '')
    case 'rejected':
    case 'declined':
      return statusWords(row.status ?? 0, '', row.outcome)
    case 'failed':
      return { text: 'No answer', tone: 'bad' }
    case 'unknown':
      return { text: 'Outcome open', tone: 'warn' }
    case 'cancelled':
      return { text: 'Cancelled', tone: 'idle' }
  }
}

/** Said beside an archive that does not hold all that was asked for. */
export const leftOutWords = ({ entries, leftOut }: Pick<ExportedHistory, 'entries' | 'leftOut'>): string =>
  `The newest ${formatNumber(entries)} of ${formatNumber(entries + leftOut)} are in it: the answers of more do not fit into one file. Narrow the list for the others.`

/** Why nothing is shown: of what narrows the list only what does. */
export function nothingMatchesWords({ text, times }: Pick<HistoryData, 'text' | 'times'>): string {
  const reasons = [
    text.trim() !== '' &&
      'Every word has to stand in the path, the parameters, the body or the answer, or be its status; the last may be only begun.',
    times !== 'always' && 'Nothing is shown of other times than the chosen one.',
  ].filter((reason) => reason !== false)
  return reasons.join(' ') || 'No request is of the chosen kind.'
}
