import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | undefined

/**
 * Asks V8 to let go of what nothing refers to any more, once the work at hand has ended. For after secrets: a key of OpenSSL is
 * overwritten when its handle is collected, and a string can only be given up, not overwritten.
 */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc')
    collect = (runInNewContext('globalThis.gc') as (() => void) | undefined) ?? (() => undefined)
  }
  setImmediate(collect)
}
