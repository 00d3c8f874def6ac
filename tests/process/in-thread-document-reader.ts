import type { ApiDocumentReader } from '../../src/host/catalogue/api-document-reader.ts'
import { readApiDocument } from '../../src/host/catalogue/read-api-document.ts'
import { HostError } from '../../src/host/host-error.ts'

/** Reads documents in the test's thread, because the worker may not have been built. */
export const inThreadDocumentReader: ApiDocumentReader = async (bytes) => {
  const reply = await readApiDocument(bytes)
  if (reply.kind === 'compared') return reply.compared
  throw new HostError('invalid-input', reply.message)
}
