import type { FromReader } from '../../../../src/renderer/features/explorer/response/reader/messages.ts'
import { ResponseReader } from '../../../../src/renderer/features/explorer/response/reader/response-reader.ts'
import {
  type ReaderWorker,
  ResponseDocument,
} from '../../../../src/renderer/features/explorer/response/response-document.ts'

/** Creates a document with a reader that runs without a worker. `onStart`: called when a reader starts or ends. */
export function openDocument(onStart: (change: 'started' | 'ended') => void = () => undefined): ResponseDocument {
  return new ResponseDocument(() => {
    const worker: ReaderWorker = {
      postMessage: (message) => reader.receive(message),
      onmessage: null,
      onerror: null,
      terminate: () => onStart('ended'),
    }
    const reader = new ResponseReader({
      post: (data) => worker.onmessage?.({ data } as MessageEvent<FromReader>),
      now: () => 0,
      pause: () => Promise.resolve(),
    })
    onStart('started')
    return worker
  })
}
