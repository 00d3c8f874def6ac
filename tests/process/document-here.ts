import type { DocumentReader } from '../../src/host/catalogue/document-reader.ts'
import { readBytes } from '../../src/host/catalogue/read-bytes.ts'
import { HostError } from '../../src/host/host-error.ts'

/** In this very thread: as nothing is built where the tests run. */
export const documentHere: DocumentReader = async (bytes) => {
  const reply = await readBytes(bytes)
  if (reply.kind === 'judged') return reply.judged
  throw new HostError('invalid-input', reply.message)
}
