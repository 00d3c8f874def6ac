import { JsonDocument } from '../../../../src/renderer/features/explorer/response/reader/json-document.ts'
import { JsonIndex } from '../../../../src/renderer/features/explorer/response/reader/json-index.ts'
import {
  type JsonProblem,
  JsonScanner,
} from '../../../../src/renderer/features/explorer/response/reader/json-scanner.ts'
import type { SlicedWork } from '../../../../src/renderer/features/explorer/response/reader/work-slices.ts'

/** Reads a text as the worker does: in chunks of so many bytes. */
export function readDocument(
  text: string | Uint8Array,
  chunk = Number.POSITIVE_INFINITY,
): { readonly document: JsonDocument; readonly problem: JsonProblem | undefined } {
  const whole = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const bytes = new Uint8Array(whole.length)
  const index = new JsonIndex(0)
  const scanner = new JsonScanner(index)
  let at = 0
  do {
    const to = Math.min(at + chunk, whole.length)
    bytes.set(whole.subarray(at, to), at)
    scanner.advance(bytes, to, to === whole.length)
    at = to
  } while (at < whole.length)
  return { document: new JsonDocument(bytes, index), problem: scanner.problem }
}

/** Does sliced work at one go. */
export function atOnce<Result>(work: SlicedWork<Result>): Result {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
