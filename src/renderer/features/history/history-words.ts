import type { HistoryRow } from '../../../shared/contract/history-views.ts'
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
