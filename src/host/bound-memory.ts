import { setFlagsFromString } from 'node:v8'

/** Of what was in use after the last collection: by so much the heap may grow until the next one. */
const GROWTH_PERCENT = 25
/** Bytes of WebAssembly code that run before they are compiled for speed; V8's own choice is 1.8 million. */
const WASM_BUDGET = 100_000_000

/**
 * Settings of V8 for the whole process, before anything is opened; Node and Electron leave them open while they run.
 *
 * Garbage is collected sooner than V8 would by itself. An order feed makes some megabytes a second that outlive their youth (the
 * ring of the stream console, versions of orders), and V8 lets such a heap grow to double its size: memory went up and down by
 * 100 MB.
 *
 * What a collection frees is overwritten with zeros: strings with secrets cannot be overwritten in any other way.
 *
 * The parser of HTTP is compiled for speed once a console is busy, and not in its first second: that takes 37 MB, of which 10 MB
 * stay for good.
 */
export function boundMemory(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`)
  setFlagsFromString(`--wasm-tiering-budget=${WASM_BUDGET}`)
  setFlagsFromString('--clear-free-memory')
}
