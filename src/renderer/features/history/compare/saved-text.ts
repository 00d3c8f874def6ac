import type { HistoryEntry } from '../../../../shared/contract/history-views.ts'
import type { ResponseDocument } from '../../explorer/index.ts'

/** The saved part of a response, as text. */
export interface SavedText {
  readonly text: string
  /** Bytes before formatting. */
  readonly size: number
}

/** The text of a response that a worker read. JSON is formatted there, also if truncated. */
export async function savedText(entry: HistoryEntry, document: ResponseDocument): Promise<SavedText> {
  if (entry.error) return { text: entry.error.message, size: 0 }
  if (entry.kept === 'none' || entry.size === 0) return { text: '', size: 0 }
  const { size, problem } = await document.summary
  // Invalid JSON is compared unchanged.
  const broken = problem !== undefined && problem.reason !== 'ends-early'
  const asked = document.ask(broken ? { kind: 'text', value: undefined, pretty: false } : { kind: 'laid-out' })
  return { text: (await asked).text, size }
}
