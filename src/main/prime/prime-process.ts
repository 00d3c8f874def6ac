import { join } from 'node:path'
import { utilityProcess } from 'electron'
import type { PrimeMaker } from '../../host/imports/make-keys.ts'

/** A process of Electron's own, which is killed when the signal aborts and ends with the program. */
export const primeFromUtility: PrimeMaker = (bits, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const child = utilityProcess.fork(join(import.meta.dirname, 'search-prime.js'), [], { env: {}, stdio: 'ignore' })
    const abort = (): void => void child.kill()
    signal.addEventListener('abort', abort, { once: true })
    child.once('message', (hex: string) => {
      resolve(Buffer.from(hex, 'hex'))
      child.kill()
    })
    child.once('exit', () => {
      signal.removeEventListener('abort', abort)
      // After an answer this changes nothing any more.
      reject(signal.aborted ? signal.reason : new Error('The process that searches the prime ended.'))
    })
    child.postMessage(bits)
  })
