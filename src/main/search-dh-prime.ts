import { generatePrime } from 'node:crypto'

/*
 * The program of the utility process. It receives a number of bits and replies with a prime in hex. It is a separate
 * file, because a utility process cannot run a script from a string, as Node does in browser mode.
 */

interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): unknown
  postMessage(message: unknown): void
}

const { parentPort } = process as unknown as { readonly parentPort: ParentPort }

parentPort.on('message', ({ data }) => {
  // With `p mod 24 = 23`, 2 is a generator of the large subgroup.
  generatePrime(Number(data), { safe: true, add: 24n, rem: 23n }, (error, prime) => {
    if (error) throw error
    parentPort.postMessage(Buffer.from(prime).toString('hex'))
  })
})
