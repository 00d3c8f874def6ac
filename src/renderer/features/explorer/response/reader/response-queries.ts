import { type ChartSource, readChartPoints } from './chart-model.ts'
import { compress } from './compressed-bytes.ts'
import { findMatches, type Matches } from './find-text.ts'
import { formatJson, MAX_COPIED } from './format-json.ts'
import type { JsonDocument } from './json-document.ts'
import { JsonPathError, pathOf } from './json-path.ts'
import { parseJsonPath } from './parse-json-path.ts'
import { RawLines } from './raw-lines.ts'
import { ReaderError } from './reader-error.ts'
import { runJsonPath } from './run-json-path.ts'
import { tableQueries } from './table-queries.ts'
import { escapeLines, textOf } from './text-of-bytes.ts'
import type { TreeRows, TreeState } from './tree-rows.ts'
import type { SlicedWork } from './work-slices.ts'

export type FilterReply =
  | {
      readonly kind: 'found'
      readonly count: number
      /** Whether the query stopped at its time limit, so that matches may be missing. */
      readonly stopped: boolean
      readonly tree: TreeState
      /** Whether all results are objects, which a table can show. */
      readonly table: boolean
    }
  | { readonly kind: 'invalid'; readonly message: string; readonly at: number }
  | { readonly kind: 'off'; readonly tree: TreeState }

export type ResponseQueries = ReturnType<typeof responseQueries>

/**
 * Returns the queries that the page can send about one document. `document` is empty if the response is not JSON.
 * `isBroken`: the JSON has an error before its end.
 */
export function responseQueries(document: JsonDocument, tree: TreeRows, isBroken: boolean, now: () => number) {
  const { bytes, index } = document
  let matches: Matches = { offsets: [], more: false }
  let rawLines: { readonly width: number; readonly lines: RawLines } | undefined

  const linesAt = (width: number): RawLines => {
    if (rawLines?.width !== width) rawLines = { width, lines: new RawLines(bytes, width) }
    return rawLines.lines
  }
  const show = (results: Uint32Array | undefined): TreeState => {
    matches = { offsets: [], more: false }
    return tree.filter(results)
  }
  const reveal = (value: number) => ({ row: tree.reveal(value), tree: tree.state })

  return {
    ...tableQueries(document, () => tree.results, now),

    /** Returns the points of a chart. See `summary.charts`. */
    chartPoints: ({ source, columns }: { source: ChartSource; columns: readonly string[] }) =>
      readChartPoints(document, source, columns, now),

    /** Returns the whole response compressed, for the message `resume` to another reader. */
    compressed: (_: object) => compress(bytes),

    lines: ({ from, to }: { from: number; to: number }) => tree.lines(from, to),

    fold: ({ value, open }: { value: number; open: boolean }) => tree.fold(value, open),

    foldAll: (_: object) => tree.foldAll(),

    unfoldAll: (_: object) => tree.unfoldAll(),

    /** Expands the ancestors of a value. `row`: undefined if the filter does not show the value. */
    reveal: ({ value }: { value: number }) => reveal(value),

    /** Returns the row of a value's parent. */
    parent({ value }: { value: number }) {
      const parent = index.parent(value)
      return parent === value ? undefined : tree.rowOf(parent)
    },

    path: ({ value }: { value: number }) => pathOf(document, value),

    /** Shows the matches of a JSONPath, or all values without a path. */
    *filter({ path }: { path: string | undefined }): SlicedWork<FilterReply> {
      if (path === undefined) return { kind: 'off', tree: show(undefined) }
      try {
        const { values, stopped } = yield* runJsonPath(document, parseJsonPath(path), now)
        const table = values.length > 0 && values.every((value) => index.kind(value) === 'object')
        return { kind: 'found', count: values.length, stopped, tree: show(values), table }
      } catch (error) {
        if (error instanceof JsonPathError) return { kind: 'invalid', message: error.message, at: error.at }
        throw error
      }
    },

    /** Searches the visible values. `progress`: receives the current number of matches. */
    *search(
      { text }: { text: string },
      progress: (count: number) => void,
    ): SlicedWork<{ count: number; more: boolean }> {
      const found: Matches = { offsets: [], more: false }
      matches = found
      const contains = (value: number): boolean => tree.rootOf(value) !== undefined
      if (text !== '') yield* findMatches(document, { text, contains, progress, now }, found)
      return { count: found.offsets.length, more: found.more }
    },

    /** Expands the ancestors of a match. `line`: line of the match in the raw text at the given width. */
    match({ number, width }: { number: number; width: number }) {
      const offset = matches.offsets[number] ?? 0
      const line = linesAt(width).lineOf(offset)
      return { line, ...(document.isEmpty ? { row: undefined, tree: tree.state } : reveal(index.at(offset))) }
    },

    /** Returns lines of the raw text, split at `width` characters. */
    raw({ width, from, to }: { width: number; from: number; to: number }) {
      const lines = linesAt(width)
      return { count: lines.count, lines: lines.lines(from, to) }
    },

    /**
     * Returns a value as text. If no value is given, returns the response, or the filter results if `pretty` is set.
     */
    text({ value, pretty }: { value?: number; pretty: boolean }): string {
      const results = value === undefined && pretty ? tree.results : undefined
      const source = results ? `[${sourcesOf(document, results).join()}]` : sourceOf(document, value)
      if (value !== undefined && !index.isContainer(value)) return document.scalar(value)
      const isJson = value !== undefined || results !== undefined || !(document.isEmpty || isBroken)
      const text = pretty && isJson ? formatJson(source) : source
      if (text === undefined) throw new ReaderError('too-large')
      return escapeLines(text)
    },
  }
}

/** Returns the text of a value or of the whole response, as received. */
function sourceOf(document: JsonDocument, value: number | undefined): string {
  const [from, to] =
    value === undefined ? [0, document.bytes.length] : [document.valueStart(value), document.valueEnd(value)]
  if (to - from > MAX_COPIED) throw new ReaderError('too-large')
  return textOf(document.bytes, from, to)
}

function sourcesOf(document: JsonDocument, values: Uint32Array): readonly string[] {
  let length = 0
  return Array.from(values, (value) => {
    const source = sourceOf(document, value)
    length += source.length
    if (length > MAX_COPIED) throw new ReaderError('too-large')
    return source
  })
}
