import type { HistoryEntry } from '../../../../shared/contract/history-views.ts'
import type { ResponseDocument } from '../../explorer/index.ts'

/** Saved part of a response as text. */
export interface SavedText {
  readonly text: string
  /** Size in bytes before formatting. */
  readonly size: number
}

/** Loads the text of a response. A worker formats JSON, even if it is truncated. */
export async function savedText(entry: HistoryEntry, document: ResponseDocument): Promise<SavedText> {
  if (entry.error) return { text: entry.error.message, size: 0 }
  if (entry.saved === 'none' || entry.size === 0) return { text: '', size: 0 }
  const { size } = await document.summary
  const text = await document.query('text', { pretty: true }).catch(() => document.query('text', { pretty: false }))
  return { text, size }
}
