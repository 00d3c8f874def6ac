import { findChartSources } from './chart-model.ts'
import { decompress } from './compressed-bytes.ts'
import { GrowingBytes } from './growing-bytes.ts'
import { JsonDocument } from './json-document.ts'
import { JsonIndex } from './json-index.ts'
import { type JsonProblem, JsonScanner } from './json-scanner.ts'
import {
  type BrokenJson,
  type FromReader,
  type QueryName,
  type ResponseSummary,
  SUMMARY_ID,
  type ToReader,
} from './messages.ts'
import { ReaderError } from './reader-error.ts'
import { type ResponseQueries, responseQueries } from './response-queries.ts'
import { findContracts, findTables } from './table-model.ts'
import { characterLength, detectTextType, escapeMisleading, textOf, Utf8Check } from './text-of-bytes.ts'
import { TreeRows } from './tree-rows.ts'
import type { SlicedWork } from './work-slices.ts'

/** Number of lines in the summary, enough for one screen. */
const FIRST_LINES = 80
/** Typical number of bytes per value, for the first size estimate. */
const BYTES_PER_VALUE = 11

interface ReaderDependencies {
  readonly post: (message: FromReader) => void
  /** Returns the current time in ms. */
  readonly now: () => number
  /** Allows the worker to process pending messages. */
  readonly pause: () => Promise<void>
}

type Query = (params: object, progress: (count: number) => void) => SlicedWork<unknown> | object | string | undefined

/** Parses one response as its bytes arrive and handles queries about it. */
export class ResponseReader {
  readonly #deps: ReaderDependencies
  #bytes = new GrowingBytes(0)
  #index = new JsonIndex(0)
  #scanner = new JsonScanner(this.#index)
  readonly #utf8 = new Utf8Check()
  #queries: ResponseQueries | undefined
  /** Id of the newest sliced query, by query name. */
  readonly #newest = new Map<QueryName, number>()

  constructor(deps: ReaderDependencies) {
    this.#deps = deps
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
        this.#scan(this.#bytes.buffer, false)
        return
      case 'end':
        // Releases the spare capacity of the buffer.
        this.#scan(this.#bytes.content, true)
        this.#finish(this.#bytes.content, this.#scanner.problem)
        return
      case 'resume':
        void this.#resume(message.compressed)
        return
      case 'query':
        void this.#handle(message.id, message.name, message.params)
    }
  }

  async #resume(compressed: Blob): Promise<void> {
    const bytes = await decompress(compressed)
    this.receive({ t: 'begin', length: bytes.byteLength })
    this.receive({ t: 'bytes', data: bytes })
    this.receive({ t: 'end' })
  }

  #scan(bytes: Uint8Array, last: boolean): void {
    this.#scanner.advance(bytes, this.#bytes.length, last)
    this.#utf8.check(bytes, this.#bytes.length, last)
  }

  #finish(bytes: Uint8Array, problem: JsonProblem | undefined): void {
    const { post, now } = this.#deps
    const isTooLong = problem?.reason === 'too-many-values'
    // An error at the start means that the response is not JSON.
    const isJson = problem === undefined || (!isTooLong && this.#index.count > 1)
    const document = new JsonDocument(bytes, isJson ? this.#index : new JsonIndex(0))
    const tree = new TreeRows(document)
    const isBroken = problem !== undefined && problem.reason !== 'ends-early'
    this.#queries = responseQueries(document, tree, isBroken, now)
    const tables = findTables(document)
    const summary: ResponseSummary = {
      kind: isJson ? 'json' : isTooLong ? 'text' : detectTextType(bytes),
      size: bytes.length,
      values: document.index.count,
      problem: problem && brokenJson(bytes, problem),
      invalidUtf8At: this.#utf8.invalidAt,
      tree: tree.state,
      lines: tree.lines(0, FIRST_LINES),
      tables,
      charts: findChartSources(document, tables),
      contracts: findContracts(document),
    }
    post({ t: 'reply', id: SUMMARY_ID, reply: summary })
  }

  async #handle(id: number, name: QueryName, params: object): Promise<void> {
    const { post } = this.#deps
    try {
      const query = this.#queries?.[name] as Query | undefined
      if (!query) throw new ReaderError('failed')
      const reply = query(params, (count) => post({ t: 'progress', id, count }))
      const isSliced = typeof reply === 'object' && 'next' in reply
      post({ t: 'reply', id, reply: await (isSliced ? this.#runSliced(id, name, reply) : reply) })
    } catch (error) {
      post({ t: 'refused', id, reason: error instanceof ReaderError ? error.reason : 'failed' })
    }
  }

  /** @throws ReaderError `cancelled` when a newer query replaces this query */
  async #runSliced<Result>(id: number, name: QueryName, work: SlicedWork<Result>): Promise<Result> {
    this.#newest.set(name, id)
    for (;;) {
      const step = work.next()
      if (step.done) return step.value
      await this.#deps.pause()
      if (this.#newest.get(name) !== id) throw new ReaderError('cancelled')
    }
  }
}

function brokenJson(bytes: Uint8Array, { offset, reason }: JsonProblem): BrokenJson {
  let line = 1
  let start = 0
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) {
    line += 1
    start = at + 1
  }
  const end = offset < bytes.length ? offset + characterLength(bytes[offset] as number) : offset
  return { offset, line, column: offset - start + 1, reason, found: escapeMisleading(textOf(bytes, offset, end)) }
}
