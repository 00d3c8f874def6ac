import { registerWorker } from '../../../platform/start-worker.ts'
import { ReaderError } from '../../explorer/index.ts'
import comparerAddress from './compare-worker.ts?worker&url'
import type { Differences } from './find-differences.ts'

const startCompareWorker = registerWorker('compare', comparerAddress)

/** Starts the worker while the texts are loading. */
export function startComparer() {
  const worker = startCompareWorker()
  let fail: (error: ReaderError) => void = () => undefined
  const end = (): void => {
    worker.terminate()
    fail(new ReaderError('cancelled'))
  }
  return {
    /** Compares two strings. Call it only once. Rejects after `end` or if the worker fails. */
    compare: (older: string, newer: string): Promise<Differences> =>
      new Promise<Differences>((resolve, reject) => {
        fail = reject
        worker.onmessage = ({ data }: MessageEvent<Differences>) => resolve(data)
        worker.onerror = (event) => {
          event.preventDefault()
          reject(new ReaderError('failed'))
        }
        worker.postMessage({ older, newer })
      }).finally(() => worker.terminate()),
    end,
  }
}
