import { type JsonIndex, KIND, MAX_VALUES } from './json-index.ts'
import { stringEnd, tokenEnd, UNFINISHED } from './json-tokens.ts'

/** Reason why the bytes are not valid JSON, and the offset of the error. */
export interface JsonProblem {
  readonly offset: number
  readonly reason: 'ends-early' | 'unexpected' | 'text-after' | 'too-many-values'
}

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end' | 'nothing'

const QUOTE = 34
const COMMA = 44
const COLON = 58
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125

/** Scans JSON bytes into an index incrementally and without recursion. Keeps the values before an error. */
export class JsonScanner {
  #bytes: Uint8Array = new Uint8Array()
  readonly #index: JsonIndex
  #at = 0
  #container = -1
  #expected: Expected = 'value'
  /** Offset of the next value's name, or -1 if the value has no name. */
  #name = -1
  /** Offset up to which an unfinished token was scanned. */
  #scanned = 0
  #problem: JsonProblem | undefined

  constructor(index: JsonIndex) {
    this.#index = index
  }

  get problem(): JsonProblem | undefined {
    return this.#problem
  }

  /** Scans up to `limit`. Earlier bytes must still be present. `last`: no more bytes follow. */
  advance(bytes: Uint8Array, limit: number, last: boolean): void {
    this.#bytes = bytes
    if (this.#at === 0 && startsWithByteOrderMark(this.#bytes)) this.#at = 3
    if (this.#problem === undefined) this.#read(limit, last)
    if (!last) return
    if (this.#problem === undefined && this.#expected !== 'nothing') this.#fail(limit, 'ends-early')
    for (let open = this.#container; open >= 0; open = this.#leave(open)) this.#index.close(open)
  }

  #read(limit: number, last: boolean): void {
    const bytes = this.#bytes
    while (this.#problem === undefined) {
      let at = this.#at
      let byte = bytes[at]
      while (at < limit && (byte === 32 || byte === 10 || byte === 13 || byte === 9)) byte = bytes[++at]
      this.#at = at
      if (at >= limit || byte === undefined) return
      switch (this.#expected) {
        case 'value':
        case 'value-or-end':
          if (byte === CLOSE_BRACKET && this.#expected === 'value-or-end') this.#end()
          else if (!this.#value(byte, limit, last)) return
          break
        case 'name':
        case 'name-or-end':
          if (byte === CLOSE_BRACE && this.#expected === 'name-or-end') this.#end()
          else if (byte !== QUOTE) this.#fail(at, 'unexpected')
          else {
            const end = this.#string(limit, last)
            if (end === UNFINISHED) return
            this.#name = at
            this.#at = end
            this.#expected = 'colon'
          }
          break
        case 'colon':
          if (byte !== COLON) this.#fail(at, 'unexpected')
          this.#at = at + 1
          this.#expected = 'value'
          break
        case 'comma-or-end': {
          const inObject = this.#index.kindNumber(this.#container) === KIND.object
          if (byte === COMMA) {
            this.#at = at + 1
            this.#expected = inObject ? 'name' : 'value'
          } else if (byte === (inObject ? CLOSE_BRACE : CLOSE_BRACKET)) this.#end()
          else this.#fail(at, 'unexpected')
          break
        }
        case 'nothing':
          this.#fail(at, 'text-after')
      }
    }
  }

  /** Returns false if more bytes are needed. */
  #value(byte: number, limit: number, last: boolean): boolean {
    const at = this.#at
    if (this.#index.count >= MAX_VALUES) {
      this.#fail(at, 'too-many-values')
      return true
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      this.#container = this.#add(byte === OPEN_BRACE ? KIND.object : KIND.array)
      this.#at = at + 1
      this.#expected = byte === OPEN_BRACE ? 'name-or-end' : 'value-or-end'
      return true
    }
    const end = byte === QUOTE ? this.#string(limit, last) : tokenEnd(this.#bytes, at, limit, last)
    if (end === UNFINISHED) return false
    if (this.#problem !== undefined) return true
    if (end < 0) {
      this.#fail(at, last && -end > limit ? 'ends-early' : 'unexpected')
      return true
    }
    this.#add(scalarKind(byte))
    this.#at = end
    this.#expected = this.#container < 0 ? 'nothing' : 'comma-or-end'
    return true
  }

  /** Returns the end of the string that starts at the scan position, or records its error. */
  #string(limit: number, last: boolean): number {
    const found = stringEnd(this.#bytes, this.#at, Math.max(this.#scanned, this.#at + 1), limit)
    if (found.kind === 'unfinished' && !last) {
      this.#scanned = found.at
      return UNFINISHED
    }
    this.#scanned = 0
    if (found.kind !== 'ended') this.#fail(found.at, found.kind === 'unfinished' ? 'ends-early' : 'unexpected')
    return found.at
  }

  #add(kind: number): number {
    const named = this.#name >= 0
    const start = named ? this.#name : this.#at
    this.#name = -1
    return this.#index.add(start, this.#container < 0 ? this.#index.count : this.#container, kind, named)
  }

  #end(): void {
    this.#index.close(this.#container)
    this.#container = this.#leave(this.#container)
    this.#at += 1
    this.#expected = this.#container < 0 ? 'nothing' : 'comma-or-end'
  }

  #leave(container: number): number {
    const parent = this.#index.parent(container)
    return parent === container ? -1 : parent
  }

  #fail(offset: number, reason: JsonProblem['reason']): void {
    this.#problem ??= { offset, reason }
  }
}

function startsWithByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

function scalarKind(byte: number): number {
  switch (byte) {
    case QUOTE:
      return KIND.string
    case 116:
      return KIND.true
    case 102:
      return KIND.false
    case 110:
      return KIND.null
    default:
      return KIND.number
  }
}
