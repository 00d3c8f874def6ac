import { Worker } from 'node:worker_threads'
import type { ComparedDocument } from '../../shared/catalogue/document/compare-document.ts'
import { HostError } from '../host-error.ts'

/**
 * Parses the bytes of an OpenAPI document in another thread and compares the document with the catalogue. Rejects with
 * HostError `invalid-input` for other content, and `limit` if reading takes too much time or memory.
 */
export type ApiDocumentReader = (bytes: Uint8Array, signal: AbortSignal) => Promise<ComparedDocument>

/** The only message that the reader thread sends. */
export type ApiDocumentReply =
  | { readonly kind: 'compared'; readonly compared: ComparedDocument }
  | { readonly kind: 'refused'; readonly message: string }

/**
 * Memory and time limits of the reader thread. They are generous: IBKR's document, 1.5 MB of JSON, takes 60 MB and 0.2
 * s.
 */
const RESOURCES = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }
const LONGEST_MS = 10_000

/**
 * Creates a reader that starts one thread per document. `script` is the built `api-document-thread.ts`. The thread ends
 * with its reply, the signal or the time limit.
 */
export function createApiDocumentReader(script: URL, longestMs = LONGEST_MS): ApiDocumentReader {
  return (bytes, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const worker = new Worker(script, { workerData: bytes, resourceLimits: RESOURCES, execArgv: [], env: {} })
      const timer = setTimeout(() => fail(tooMuch('time')), longestMs)
      const abort = (): void => fail(new HostError('cancelled', 'Reading the document was cancelled.'))
      signal.addEventListener('abort', abort, { once: true })
      worker.once('message', (reply: ApiDocumentReply) => {
        end()
        if (reply.kind === 'compared') resolve(reply.compared)
        else reject(new HostError('invalid-input', reply.message))
      })
      worker.once('error', () => fail(tooMuch('memory')))
      worker.once('exit', () => fail(tooMuch('memory')))

      function end(): void {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        void worker.terminate()
      }
      function fail(error: HostError): void {
        end()
        // Rejecting after a reply has no effect.
        reject(error)
      }
    })
}

function tooMuch(of: 'time' | 'memory'): HostError {
  return new HostError('limit', `Reading the document took too much ${of} and was stopped. Nothing was changed.`)
}
