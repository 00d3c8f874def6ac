import type { DocumentReader } from '../../src/host/catalogue/document-reader.ts'
import { readDocumentBytes } from '../../src/host/catalogue/read-document-bytes.ts'
import { HostError } from '../../src/host/host-error.ts'

/** Reads documents in the test's thread, because the worker may not have been built. */
export const inThreadDocumentReader: DocumentReader = async (bytes) => {
  const reply = await readDocumentBytes(bytes)
  if (reply.kind === 'compared') return reply.compared
  throw new HostError('invalid-input', reply.message)
}
