import { findContracts, findTables } from './find-tables.ts'
import { JsonDocument } from './json-document.ts'
import { JsonIndex } from './json-index.ts'
import { JsonScanner } from './json-scanner.ts'
import { lookAtText, Utf8Check } from './look-at-text.ts'
import type { AnswerSummary, BrokenJson, FromReader, ToReader } from './messages.ts'
import { QuestionDesk } from './question-desk.ts'
import { lengthOfCharacter, plainly, textOf } from './text-of-bytes.ts'

/** Lines that go along with the summary: a screen of them. */
const FIRST_LINES = 80
/** Bytes of a value in most answers, for the first guess of how many there are. */
const BYTES_PER_VALUE = 11

/** What a reader needs of the world around it. */
export interface ReaderSurroundings {
  readonly post: (message: FromReader) => void
  /** Ms. */
  readonly now: () => number
  /** Lets messages in that have come meanwhile. */
  readonly pause: () => Promise<void>
}

/** Reads one answer as its bytes come in, and answers questions about it. The worker around it is a thin shell. */
export class AnswerReader {
  readonly #around: ReaderSurroundings
  #bytes = new Uint8Array()
  #received = 0
  #index = new JsonIndex(0)
  #scanner: JsonScanner | undefined
  readonly #utf8 = new Utf8Check()
  #desk: QuestionDesk | undefined

  constructor(around: ReaderSurroundings) {
    this.#around = around
  }

  receive(message: ToReader): void {
    switch (message.t) {
      case 'begin':
        this.#bytes = new Uint8Array(message.length)
        this.#index = new JsonIndex(Math.ceil(message.length / BYTES_PER_VALUE))
        this.#scanner = new JsonScanner(this.#bytes, this.#index)
        return
      case 'bytes':
        this.#take(message.data)
        return
      case 'ask':
        if (this.#desk) void this.#desk.ask(message.id, message.question)
        else this.#around.post({ t: 'refused', id: message.id, reason: 'failed' })
        return
      case 'cancel':
        this.#desk?.cancel(message.id)
    }
  }

  #take(data: Uint8Array): void {
    this.#bytes.set(data, this.#received)
    this.#received += data.byteLength
    const last = this.#received === this.#bytes.length
    this.#scanner?.advance(this.#received, last)
    this.#utf8.check(this.#bytes, this.#received, last)
    if (last) this.#finish()
  }

  #finish(): void {
    const document = new JsonDocument(this.#bytes, this.#index)
    const problem = this.#scanner?.problem
    // A mistake far inside leaves something to show; one at the beginning means that it never was JSON.
    const json = problem === undefined || (problem.reason !== 'too-many-values' && document.index.count > 1)
    const kind = json ? 'json' : problem.reason === 'too-many-values' ? 'text' : lookAtText(this.#bytes)
    const desk = new QuestionDesk(this.#bytes, json ? document : undefined, this.#around)
    this.#desk = desk
    const summary: AnswerSummary = {
      kind,
      size: this.#bytes.length,
      values: json ? document.index.count : 0,
      problem: problem && brokenJson(this.#bytes, problem.offset, problem.reason),
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
