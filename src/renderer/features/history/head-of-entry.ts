import type { HistoryEntry } from '../../../shared/contract/history-views.ts'
import type { ResponseHead } from '../../../shared/contract/views.ts'

const NO_TIME = { queue: 0, firstByte: 0, body: 0, total: 0 }

/** The head of an answer as the explorer shows it. The host holds no body under its name: it is in the history. */
export function headOf(entry: HistoryEntry): ResponseHead {
  return {
    responseId: '',
    status: entry.status ?? 0,
    statusText: entry.statusText ?? '',
    headers: entry.headers ?? {},
    timing: entry.timing ?? NO_TIME,
    // Of what was kept there may be nothing to read.
    size: entry.kept === 'none' ? 0 : (entry.size ?? 0),
    body: 'sent',
    method: entry.method,
    url: entry.url ?? entry.path,
    effect: entry.effect,
    ...((entry.outcome === 'rejected' || entry.outcome === 'declined') && { verdict: entry.outcome }),
    ...(entry.explanation !== undefined && { explanation: entry.explanation }),
  }
}
