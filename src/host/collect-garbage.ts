import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | undefined

/**
 * Makes V8 collect garbage after the current task. For after secrets: a key of OpenSSL is
 * overwritten when its handle is collected, and a string can only be given up, not overwritten.
 */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc')
    collect = (runInNewContext('globalThis.gc') as (() => void) | undefined) ?? (() => undefined)
  }
  setImmediate(collect)
}
