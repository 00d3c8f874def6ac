import { compareDocument } from '../../shared/catalogue/document/compare-document.ts'
import { UnreadableDocument } from '../../shared/catalogue/document/read-document.ts'
import type { ApiDocumentReply } from './api-document-reader.ts'

/** Reads a document in the current thread. Never rejects. */
export async function readApiDocument(bytes: Uint8Array): Promise<ApiDocumentReply> {
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return { kind: 'refused', message: 'This is not JSON. Choose an OpenAPI document in JSON.' }
  }
  try {
    return { kind: 'compared', compared: await compareDocument(parsed) }
  } catch (error) {
    if (error instanceof UnreadableDocument) return { kind: 'refused', message: error.message }
    return { kind: 'refused', message: 'The document could not be read.' }
  }
}
