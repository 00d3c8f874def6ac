import { Worker } from 'node:worker_threads'
import { HostError } from '../host-error.ts'
import type { DocumentReader, DocumentReply } from './document-reader.ts'

/** Far more than IBKR's document needs: 1.5 MB of JSON take 60 MB and a fifth of a second. */
const RESOURCES = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }
const LONGEST_MS = 10_000

/** `script` is the built `document-thread.ts`. One thread per document, ended with its answer, the signal or its time. */
export function documentThread(script: URL, longestMs = LONGEST_MS): DocumentReader {
  return (bytes, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const worker = new Worker(script, { workerData: bytes, resourceLimits: RESOURCES, execArgv: [], env: {} })
      const timer = setTimeout(() => fail(tooMuch('time')), longestMs)
      const abort = (): void => fail(new HostError('cancelled', 'Reading the document was cancelled.'))
      signal.addEventListener('abort', abort, { once: true })
      worker.once('message', (reply: DocumentReply) => {
        end()
        if (reply.kind === 'judged') resolve(reply.judged)
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
        // After an answer this changes nothing any more.
        reject(error)
      }
    })
}

function tooMuch(of: 'time' | 'memory'): HostError {
  return new HostError('limit', `Reading the document took too much ${of}, and was stopped. Nothing was changed.`)
}
