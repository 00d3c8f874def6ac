import { startWorker } from '../workers/start-worker.ts'
import type { FromReader, ToReader } from './reader/messages.ts'

/** The other end of a worker that reads one answer. */
export interface ReaderEnd {
  post(message: ToReader, transfer?: readonly Transferable[]): void
  /** What the worker says; `undefined` when it broke down. */
  listen(listener: (message: FromReader | undefined) => void): void
  end(): void
}

let spare: Worker | undefined

/** A reader at once: one is kept ready, because a worker takes longer to start than most answers to come. */
export function spawnReader(): ReaderEnd {
  const worker = spare ?? startWorker('answer')
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
  spare ??= startWorker('answer')
}
