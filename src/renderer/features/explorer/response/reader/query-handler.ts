import { findHits, Hits } from './find-text.ts'
import { formatJson, layOut } from './format-json.ts'
import type { JsonDocument } from './json-document.ts'
import { JsonPathError, pathOf } from './json-path.ts'
import type { FilterReply, FromReader, Question, Refusal, Reply, TreeState } from './messages.ts'
import { parseJsonPath } from './parse-json-path.ts'
import { RawLines } from './raw-lines.ts'
import { runJsonPath } from './run-json-path.ts'
import { TableQueries } from './table-queries.ts'
import { plainLines, textOf } from './text-of-bytes.ts'
import { ShownValues, type TreeLine, treeLine } from './tree-line.ts'
import { TreeRows } from './tree-rows.ts'
import { inSlices, type SlicedWork } from './work-slices.ts'

/** Maximum size of clipboard content, in bytes. Most programs cannot paste more. */
export const MOST_COPIED = 8_000_000

/** Dependencies of a reader. */
export interface ReaderSurroundings {
  readonly post: (message: FromReader) => void
  /** Current time in ms. */
  readonly now: () => number
  /** Lets pending messages be processed. */
  readonly pause: () => Promise<void>
}

/** Handles queries about one document. A new long query cancels the previous one of the same kind. */
export class QueryHandler {
  readonly #bytes: Uint8Array
  readonly #document: JsonDocument | undefined
  readonly #around: ReaderSurroundings
  readonly #shown: ShownValues | undefined
  readonly #rows: TreeRows | undefined
  readonly #tables: TableQueries | undefined
  readonly #running = new Map<number, AbortController>()
  readonly #latest = new Map<string, number>()
  #version = 0
  #hits = new Hits()
  #raw: { readonly width: number; readonly lines: RawLines } | undefined

  constructor(bytes: Uint8Array, document: JsonDocument | undefined, around: ReaderSurroundings) {
    this.#bytes = bytes
    this.#document = document
    this.#around = around
    if (!document) return
    this.#rows = new TreeRows(document)
    this.#shown = new ShownValues(document)
    this.#tables = new TableQueries(document, around.now)
  }

  get tree(): TreeState {
    return { version: this.#version, count: this.#rows?.count ?? 0 }
  }

  lines(from: number, to: number): readonly TreeLine[] {
    const document = this.#document
    if (!document || !this.#shown) return []
    const lines: TreeLine[] = []
    for (let row = from; row < to; row += 1) {
      const value = this.#rows?.at(row)
      if (value === undefined) break
      lines.push(treeLine(document, value, this.#shown.topOf(value)))
    }
    return lines
  }

  cancel(id: number): void {
    this.#running.get(id)?.abort()
  }

  async ask(id: number, question: Question): Promise<void> {
    try {
      const reply = await this.#answer(id, question)
      if (reply === undefined) this.#refuse(id, 'cancelled')
      else this.#around.post({ t: 'reply', id, reply })
    } catch (error) {
      this.#refuse(id, error instanceof TooLargeError ? 'too-large' : 'failed')
    }
  }

  #refuse(id: number, reason: Refusal): void {
    this.#around.post({ t: 'refused', id, reason })
  }

  async #answer(id: number, question: Question): Promise<Reply | undefined> {
    switch (question.kind) {
      case 'lines':
        return { version: this.#version, from: question.from, lines: this.lines(question.from, question.to) }
      case 'fold':
        this.#rows?.fold(question.value, question.open)
        return this.#changed()
      case 'fold-all':
        this.#rows?.foldAll()
        return this.#changed()
      case 'unfold-all': {
        const all = this.#rows?.unfoldAll() ?? true
        return { ...this.#changed(), all }
      }
      case 'filter':
        return this.#filter(id, question.path)
      case 'search':
        return this.#search(id, question.text)
      case 'hit':
        return this.#hit(question.number, question.width)
      case 'raw': {
        const { lines } = this.#cut(question.width)
        const { width, from, to } = question
        return { width, from, count: lines.count, lines: lines.lines(from, to) }
      }
      case 'table':
        return this.#work(id, 'table', this.#needTables().make(question.source, this.#shown?.found))
      case 'table-order':
        return this.#work(id, 'table', this.#needTables().order(question))
      case 'table-rows':
        return { from: question.from, rows: this.#needTables().rows(question.from, question.to, question.columns) }
      case 'table-text': {
        const pieces = await this.#work(id, 'table', this.#needTables().text(question.columns, question.format))
        if (pieces && question.format === 'tsv' && lengthOf(pieces) > MOST_COPIED) throw new TooLargeError()
        return pieces && { pieces }
      }
      case 'reveal':
        return this.#reveal(question.value)
      case 'parent': {
        const parent = this.#needDocument().index.parent(question.value)
        // The children of an expanded value are visible, unless that value is on the first level.
        return { row: parent === question.value ? undefined : this.#rows?.find(parent) }
      }
      case 'path':
        return { path: pathOf(this.#needDocument(), question.value) }
      case 'text':
        return { text: this.#text(question.value, question.pretty) }
      case 'laid-out':
        return { text: this.#laidOut() }
    }
  }

  async #filter(id: number, path: string | undefined): Promise<FilterReply | undefined> {
    const document = this.#needDocument()
    if (path === undefined) {
      this.#show(undefined)
      return { kind: 'off', tree: this.#changed() }
    }
    try {
      const query = parseJsonPath(path)
      const finding = await this.#work(id, 'filter', runJsonPath(document, query, this.#around.now))
      if (!finding) return undefined
      this.#show(finding.values)
      const table =
        finding.values.length > 0 && finding.values.every((value) => document.index.kind(value) === 'object')
      return { kind: 'found', count: finding.values.length, stopped: finding.stopped, tree: this.#changed(), table }
    } catch (error) {
      if (error instanceof JsonPathError) return { kind: 'wrong', message: error.message, at: error.at }
      throw error
    }
  }

  #show(found: Uint32Array | undefined): void {
    this.#shown?.show(found)
    this.#rows?.show(found ?? Uint32Array.of(0))
    this.#hits = new Hits()
  }

  async #search(id: number, text: string): Promise<Reply | undefined> {
    const hits = new Hits()
    this.#hits = hits
    if (text === '') return { count: 0, more: false }
    const shown = this.#shown
    const part = {
      bytes: this.#bytes,
      document: this.#document,
      contains: (value: number) => shown === undefined || shown.contains(value),
    }
    const tell = (): void => this.#around.post({ t: 'progress', id, count: hits.count })
    const done = await this.#work(id, 'search', withResult(findHits(part, text, hits, tell, this.#around.now), true))
    return done ? { count: hits.count, more: hits.more } : undefined
  }

  #hit(number: number, width: number): Reply {
    const offset = this.#hits.at(number) ?? 0
    const { lines } = this.#cut(width)
    const { line } = lines.find(offset)
    if (!this.#document) return { tree: this.tree, row: undefined, line }
    return { ...this.#reveal(this.#document.index.at(offset)), line }
  }

  #reveal(value: number): { tree: TreeState; row: number | undefined } {
    const before = this.#rows?.count
    const row = this.#rows?.reveal(value)
    // Expanding the ancestors has moved the lines after them.
    return { tree: before === this.#rows?.count ? this.tree : this.#changed(), row }
  }

  #cut(width: number): { readonly width: number; readonly lines: RawLines } {
    if (this.#raw?.width !== width) this.#raw = { width, lines: new RawLines(this.#bytes, width) }
    return this.#raw as { width: number; lines: RawLines }
  }

  #text(value: number | undefined, pretty: boolean): string {
    const document = this.#document
    if (value === undefined || !document) {
      if (this.#bytes.length > MOST_COPIED) throw new TooLargeError()
      const found = this.#shown?.found
      if (document && pretty) return found ? listOf(document, found) : formatted(document, 0)
      return plainLines(textOf(this.#bytes, 0, this.#bytes.length))
    }
    if (document.valueEnd(value) - document.valueStart(value) > MOST_COPIED) throw new TooLargeError()
    if (document.index.isContainer(value)) return pretty ? formatted(document, value) : document.source(value)
    return document.scalar(value)
  }

  #laidOut(): string {
    if (this.#bytes.length > MOST_COPIED) throw new TooLargeError()
    const text = plainLines(textOf(this.#bytes, 0, this.#bytes.length))
    return (this.#document && layOut(text)) ?? text
  }

  #changed(): TreeState {
    this.#version += 1
    return this.tree
  }

  async #work<T>(id: number, kind: string, work: SlicedWork<T>): Promise<T | undefined> {
    const before = this.#latest.get(kind)
    if (before !== undefined) this.cancel(before)
    const controller = new AbortController()
    this.#latest.set(kind, id)
    this.#running.set(id, controller)
    try {
      return await inSlices(work, this.#around.pause, controller.signal)
    } finally {
      this.#running.delete(id)
      if (this.#latest.get(kind) === id) this.#latest.delete(kind)
    }
  }

  #needDocument(): JsonDocument {
    if (!this.#document) throw new Error('this response is no JSON')
    return this.#document
  }

  #needTables(): TableQueries {
    if (!this.#tables) throw new Error('this response is no JSON')
    return this.#tables
  }
}

class TooLargeError extends Error {}

function formatted(document: JsonDocument, value: number): string {
  const text = formatJson(document, value, MOST_COPIED)
  if (text === undefined) throw new TooLargeError()
  return text
}

/** Formats filter results as one array. */
function listOf(document: JsonDocument, found: Uint32Array): string {
  const values: string[] = []
  let length = 0
  for (const value of found) {
    const text = formatted(document, value).replaceAll('\n', '\n  ')
    length += text.length
    if (length > MOST_COPIED) throw new TooLargeError()
    values.push(text)
  }
  return values.length === 0 ? '[]' : `[\n  ${values.join(',\n  ')}\n]`
}

function* withResult<T>(work: SlicedWork<void>, result: T): SlicedWork<T> {
  yield* work
  return result
}

const lengthOf = (pieces: readonly string[]): number => pieces.reduce((sum, piece) => sum + piece.length, 0)
