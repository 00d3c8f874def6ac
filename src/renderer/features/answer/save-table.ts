import { showToast } from '../../stores/toast-store.ts'
import { saveFile } from '../files/save-file.ts'
import type { AnswerDocument } from './answer-document.ts'
import type { TableColumn } from './reader/messages.ts'

/** Saves the rows of a table in their order as CSV. The worker makes it; the page only hands it on. */
export async function saveTable(
  document: AnswerDocument,
  columns: readonly TableColumn[],
  fileName: string,
): Promise<void> {
  try {
    const { pieces } = await document.ask({ kind: 'table-text', columns, format: 'csv' })
    await saveFile(fileName, { kind: 'pieces', pieces })
  } catch {
    showToast('bad', 'Not saved: the table could not be made. Send the request again.')
  }
}
