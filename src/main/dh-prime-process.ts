import { join } from 'node:path'
import { utilityProcess } from 'electron'
import type { PrimeSearch } from '../host/key-imports/generate-keys.ts'

/**
 * What a process needs from the system: Windows cannot start one without its folder. It is never empty, because Electron
 * passes on the whole environment instead of an empty one.
 */
const SYSTEM_ENV = { PATH: process.env['PATH'] ?? '', SystemRoot: process.env['SystemRoot'] ?? '' }

/**
 * Searches for a prime in a utility process of Electron. The process is killed when the signal aborts, and ends with
 * the program.
 */
export const searchPrimeInUtility: PrimeSearch = (bits, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const child = utilityProcess.fork(join(import.meta.dirname, 'search-prime.js'), [], {
      env: SYSTEM_ENV,
      stdio: 'ignore',
    })
    const abort = (): void => void child.kill()
    signal.addEventListener('abort', abort, { once: true })
    child.once('message', (hex: string) => {
      resolve(Buffer.from(hex, 'hex'))
      child.kill()
    })
    child.once('exit', () => {
      signal.removeEventListener('abort', abort)
      // Has no effect if the prime was already received.
      reject(signal.aborted ? signal.reason : new Error('The process that searches for the prime exited.'))
    })
    child.postMessage(bits)
  })
