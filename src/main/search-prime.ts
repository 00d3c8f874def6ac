import { generatePrime } from 'node:crypto'

/*
 * The program of the utility process: receives a number of bits and replies with a prime, in hex. Electron cannot start
 * a script text like Node in browser mode, so it is a separate file.
 */

interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): unknown
  postMessage(message: unknown): void
}

const { parentPort } = process as unknown as { readonly parentPort: ParentPort }

parentPort.on('message', ({ data }) => {
  // `p mod 24 = 23` makes 2 a generator of the large subgroup.
  generatePrime(Number(data), { safe: true, add: 24n, rem: 23n }, (error, prime) => {
    if (error) throw error
    parentPort.postMessage(Buffer.from(prime).toString('hex'))
  })
})
