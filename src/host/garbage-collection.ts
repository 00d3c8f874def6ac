import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Clock } from '../client/index.ts'

/** Percent by which the heap may grow before the next collection, relative to its size after the last collection. */
const GROWTH_PERCENT = 25
/** Bytes of WebAssembly code that run before V8 optimises the code. V8's default is 1.8 million. */
const WASM_BUDGET = 100_000_000

/**
 * Interval between two collections, in ms. V8 measures allocation over the last five seconds and shrinks its young
 * generation after little allocation.
 */
const COLLECT_EVERY_MS = 5_000
const COLLECTIONS = 5

/**
 * Sets V8 options for the whole process, before anything is opened; Node and Electron allow that at run time. Garbage
 * is collected sooner than by default. An order feed allocates some MB per second that outlast the young generation
 * (the ring buffer of the stream console, versions of orders). V8 lets such a heap double: memory rose and fell by 100
 * MB. Freed memory is overwritten with zeros, because strings with secrets cannot be overwritten in any other way. The
 * HTTP parser is optimised when a console is busy, not in its first second: optimising takes 37 MB, of which 10 MB stay
 * allocated.
 */
export function setMemoryOptions(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`)
  setFlagsFromString(`--wasm-tiering-budget=${WASM_BUDGET}`)
  setFlagsFromString('--clear-free-memory')
}

let collect: (() => void) | undefined

/**
 * Makes V8 collect garbage after the current task. Used after secrets were processed: OpenSSL overwrites a key when its
 * handle is collected, and a string can only be released, not overwritten.
 */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc')
    collect = (runInNewContext('globalThis.gc') as (() => void) | undefined) ?? (() => undefined)
  }
  setImmediate(() => {
    // Without compaction, V8 did not overwrite the space of some collected strings (Node 20).
    setFlagsFromString('--compact-on-every-full-gc')
    collect?.()
    setFlagsFromString('--no-compact-on-every-full-gc')
  })
}

/**
 * Collects garbage after the last window has closed, which returns memory to the system. V8 collects only during
 * allocation, so an idle host would retain the memory of a burst. Returns an idempotent stop function.
 */
export function scheduleGarbageCollection(clock: Pick<Clock, 'after'>, run: () => void = collectGarbage): () => void {
  let left = COLLECTIONS
  let cancel: () => void = () => undefined
  const next = (): void => {
    cancel = clock.after(COLLECT_EVERY_MS, () => {
      run()
      left -= 1
      if (left > 0) next()
    })
  }
  next()
  return () => cancel()
}
