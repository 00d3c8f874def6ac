import workerAddress from './answer-worker.ts?worker&url'
import type { FromReader, ToReader } from './reader/messages.ts'

/** The other end of a worker that reads one answer. */
export interface ReaderEnd {
  post(message: ToReader, transfer?: readonly Transferable[]): void
  /** What the worker says; `undefined` when it broke down. */
  listen(listener: (message: FromReader | undefined) => void): void
  end(): void
}

/** The security policy of the page lets nothing but this one policy name code to run, and it names this one file. */
const policy = globalThis.trustedTypes?.createPolicy('ibkr-console-reader', {
  createScriptURL: (address: string) => {
    if (address !== workerAddress) throw new TypeError('Not the reader of answers.')
    return address
  },
})

let spare: Worker | undefined

/** A reader at once: one is kept ready, because a worker takes longer to start than most answers to come. */
export function spawnReader(): ReaderEnd {
  const worker = spare ?? startWorker()
  spare = undefined
  return {
    post: (message, transfer = []) => worker.postMessage(message, [...transfer]),
    listen(listener) {
      worker.onmessage = ({ data }: MessageEvent<FromReader>) => listener(data)
      worker.onerror = (event) => {
        event.preventDefault()
        listener(undefined)
      }
    },
    end: () => worker.terminate(),
  }
}

/** Makes one ready for the next answer. */
export function prepareReader(): void {
  spare ??= startWorker()
}

function startWorker(): Worker {
  const address = policy ? (policy.createScriptURL(workerAddress) as unknown as string) : workerAddress
  return new Worker(address, { type: 'module', name: 'answer' })
}
