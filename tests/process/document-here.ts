import type { DocumentReader } from '../../src/host/catalogue/document-reader.ts'
import { readBytes } from '../../src/host/catalogue/read-bytes.ts'
import { HostError } from '../../src/host/host-error.ts'

/** Reads documents in the test's own thread: the built worker may not exist. */
export const documentHere: DocumentReader = async (bytes) => {
  const reply = await readBytes(bytes)
  if (reply.kind === 'compared') return reply.compared
  throw new HostError('invalid-input', reply.message)
}
