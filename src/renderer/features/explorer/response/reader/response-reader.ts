import { GrowingBytes } from './growing-bytes.ts'
import { JsonDocument } from './json-document.ts'
import { JsonIndex } from './json-index.ts'
import { JsonScanner } from './json-scanner.ts'
import type { BrokenJson, ResponseSummary, ToReader } from './messages.ts'
import { QueryHandler, type ReaderSurroundings } from './query-handler.ts'
import { findContracts, findTables } from './table-model.ts'
import { lengthOfCharacter, lookAtText, plainly, textOf, Utf8Check } from './text-of-bytes.ts'

/** Number of lines in the summary: one screen. */
const FIRST_LINES = 80
/** Typical bytes per value, for the first size estimate. */
const BYTES_PER_VALUE = 11

/** Parses one response as its bytes arrive and handles queries about it. The worker only passes messages. */
export class ResponseReader {
  readonly #around: ReaderSurroundings
  #bytes = new GrowingBytes(0)
  #index = new JsonIndex(0)
  #scanner: JsonScanner | undefined
  readonly #utf8 = new Utf8Check()
  #desk: QueryHandler | undefined

  constructor(around: ReaderSurroundings) {
    this.#around = around
  }

  receive(message: ToReader): void {
    switch (message.t) {
      case 'begin':
        this.#bytes = new GrowingBytes(message.length)
        this.#index = new JsonIndex(Math.ceil((message.length ?? 0) / BYTES_PER_VALUE))
        this.#scanner = new JsonScanner(this.#index)
        return
      case 'bytes':
        this.#bytes.add(message.data)
        this.#read(false)
        return
      case 'end':
        this.#read(true)
        this.#finish()
        return
      case 'ask':
        if (this.#desk) void this.#desk.ask(message.id, message.question)
        else this.#around.post({ t: 'refused', id: message.id, reason: 'failed' })
        return
      case 'cancel':
        this.#desk?.cancel(message.id)
    }
  }

  #read(last: boolean): void {
    // The final bytes without the spare room of the buffer.
    const bytes = last ? this.#bytes.whole : this.#bytes.room
    this.#scanner?.advance(bytes, this.#bytes.length, last)
    this.#utf8.check(bytes, this.#bytes.length, last)
  }

  #finish(): void {
    const bytes = this.#bytes.whole
    const document = new JsonDocument(bytes, this.#index)
    const problem = this.#scanner?.problem
    // After an error inside the document, its beginning can still be shown. An error at the start means that it was
    // never JSON.
    const json = problem === undefined || (problem.reason !== 'too-many-values' && document.index.count > 1)
    const kind = json ? 'json' : problem.reason === 'too-many-values' ? 'text' : lookAtText(bytes)
    const desk = new QueryHandler(bytes, json ? document : undefined, this.#around)
    this.#desk = desk
    const summary: ResponseSummary = {
      kind,
      size: bytes.length,
      values: json ? document.index.count : 0,
      problem: problem && brokenJson(bytes, problem.offset, problem.reason),
      wrongUtf8At: this.#utf8.wrongAt,
      tree: desk.tree,
      lines: desk.lines(0, FIRST_LINES),
      tables: json ? findTables(document) : [],
      contracts: json ? findContracts(document) : [],
    }
    this.#around.post({ t: 'read', summary })
  }
}

function brokenJson(bytes: Uint8Array, offset: number, reason: BrokenJson['reason']): BrokenJson {
  let line = 1
  let begin = 0
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) {
    line += 1
    begin = at + 1
  }
  const found = offset < bytes.length ? textOf(bytes, offset, offset + lengthOfCharacter(bytes[offset] as number)) : ''
  return { offset, line, column: offset - begin + 1, reason, found: plainly(found) }
}
