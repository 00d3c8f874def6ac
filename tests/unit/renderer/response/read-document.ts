import { JsonDocument } from '../../../../src/renderer/features/explorer/response/reader/json-document.ts'
import { JsonIndex } from '../../../../src/renderer/features/explorer/response/reader/json-index.ts'
import {
  type JsonProblem,
  JsonScanner,
} from '../../../../src/renderer/features/explorer/response/reader/json-scanner.ts'
import type { SlicedWork } from '../../../../src/renderer/features/explorer/response/reader/work-slices.ts'

/** Scans text as the worker does, in chunks of `chunk` bytes. */
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

/** Runs a task that works in slices without pauses. */
export function runAll<Result>(work: SlicedWork<Result>): Result {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Builds the compact JSON of a value from its children. */
export function composeJson(document: JsonDocument, value: number): string {
  const kind = document.index.kind(value)
  if (kind !== 'object' && kind !== 'array') return document.source(value)
  const children = [...document.children(value)].map((child) => {
    const name = document.name(child)
    return `${name === undefined ? '' : `${JSON.stringify(name)}:`}${composeJson(document, child)}`
  })
  return kind === 'array' ? `[${children}]` : `{${children}}`
}
