import { execFile } from 'node:child_process'
import type { PrimeMaker } from './make-keys.ts'

/** Runs in another Node process, which knows nothing of this program. `p mod 24 = 23` makes 2 a generator of the large subgroup. */
export const SEARCH = `require('node:crypto').generatePrime(Number(process.argv[1]), { safe: true, add: 24n, rem: 23n }, (error, prime) => {
  if (error) throw error
  process.stdout.write(Buffer.from(prime).toString('hex'), () => process.exit())
})
// Whoever asked may be ended without a word. An ordinary exit would wait for the search.
process.stdin.resume().on('end', () => process.kill(process.pid, 'SIGKILL'))`

/** Another process of the same Node. It is killed when the signal aborts, and ends by itself when this process is gone. */
export const primeFromNode: PrimeMaker = (bits, signal) =>
  new Promise((resolve, reject) => {
    const options = { signal, killSignal: 'SIGKILL', env: {}, windowsHide: true } as const
    const child = execFile(process.execPath, ['-e', SEARCH, String(bits)], options, (error, stdout) => {
      if (error) reject(error)
      else resolve(Buffer.from(stdout, 'hex'))
    })
    child.stdin?.on('error', () => undefined)
  })
