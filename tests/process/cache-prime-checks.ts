import crypto, { type LargeNumberLike } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/*
 * Checking a prime of 2,048 bits takes 0.15 s of processor time, and hundreds of tests check the same few primes. The
 * results are therefore cached.
 */

type Callback = (error: Error | null, isPrime: boolean) => void

const { checkPrime } = crypto
const results = new Map<string, boolean>()

if (checkPrime.name !== 'checkPrimeOnce') {
  const checkPrimeOnce = (candidate: LargeNumberLike, callback: Callback): void => {
    if (typeof candidate !== 'bigint' && !(candidate instanceof Uint8Array)) {
      checkPrime(candidate, callback)
      return
    }
    const key = typeof candidate === 'bigint' ? candidate.toString() : Buffer.from(candidate).toString('hex')
    const known = results.get(key)
    if (known !== undefined) return void setImmediate(callback, null, known)
    checkPrime(candidate, (error, isPrime) => {
      if (!error) results.set(key, isPrime)
      callback(error, isPrime)
    })
  }
  Object.assign(crypto, { checkPrime: checkPrimeOnce })
  syncBuiltinESMExports()
}
