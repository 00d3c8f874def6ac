import type { HistoryEntry } from '../../../../shared/contract/history-views.ts'
import type { ResponseDocument } from '../../explorer/index.ts'

/** What was kept of an answer, as text. */
export interface KeptText {
  readonly text: string
  /** Bytes of the answer that it is, before it was laid out. */
  readonly size: number
}

/** The text of an answer whose bytes went to a worker: JSON is laid out there, to the last sign that was kept. */
export async function keptText(entry: HistoryEntry, document: ResponseDocument): Promise<KeptText> {
  if (entry.error) return { text: entry.error.message, size: 0 }
  if (entry.kept === 'none' || entry.size === 0) return { text: '', size: 0 }
  const { size, problem } = await document.summary
  // Behind a mistake every sign counts, blanks too.
  const broken = problem !== undefined && problem.reason !== 'ends-early'
  const asked = document.ask(broken ? { kind: 'text', value: undefined, pretty: false } : { kind: 'laid-out' })
  return { text: (await asked).text, size }
}
