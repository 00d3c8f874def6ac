import type { ExportedHistory, HistoryRow } from '../../../shared/contract/history-views.ts'
import { formatNumber } from '../../ui/format-number.ts'
import { statusWords } from '../explorer/status-words.ts'
import type { Tone } from '../session/session-words.ts'

/** What became of a request, as a word and a colour. */
export function outcomeWords(row: Pick<HistoryRow, 'outcome' | 'status'>): {
  readonly text: string
  readonly tone: Tone
} {
  switch (row.outcome) {
    case 'answered':
      return statusWords(row.status ?? 0, '')
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
