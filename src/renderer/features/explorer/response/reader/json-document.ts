import type { JsonIndex } from './json-index.ts'
import { KIND } from './json-index.ts'
import { stringEnd, tokenEnd } from './json-tokens.ts'
import { textOf, unquoted } from './text-of-bytes.ts'

/** Number of children above which the count is cached. */
const CACHED_COUNT = 256

/** Bytes of a document and the index of its values. Decodes values on demand. */
export class JsonDocument {
  readonly bytes: Uint8Array
  readonly index: JsonIndex
  readonly #counts = new Map<number, number>()
  /** Last requested child of each long array. */
  readonly #positions = new Map<number, { value: number; position: number }>()

  constructor(bytes: Uint8Array, index: JsonIndex) {
    this.bytes = bytes
    this.index = index
  }

  get isEmpty(): boolean {
    return this.index.count === 0
  }

  /** Returns the offset of the value after its name. */
  valueStart(value: number): number {
    const start = this.index.start(value)
    if (!this.index.isNamed(value)) return start
    return this.#skipSpace(this.#skipSpace(this.#stringEnd(start)) + 1)
  }

  /** Returns the offset after the last byte of the value. */
  valueEnd(value: number): number {
    const { index } = this
    // The last descendant is a scalar, followed by closing brackets.
    let inner = index.next(value) - 1
    let at = this.#scalarEnd(inner)
    while (inner !== value) {
      inner = index.parent(inner)
      at = this.#closingEnd(at)
    }
    return at
  }

  /** Returns the property name; undefined if the value has no name. */
  name(value: number, most?: number): string | undefined {
    if (!this.index.isNamed(value)) return undefined
    const start = this.index.start(value)
    return unquoted(this.bytes, start, this.#stringEnd(start), most)
  }

  /** Returns the value as it appears in the document. */
  source(value: number): string {
    return textOf(this.bytes, this.valueStart(value), this.valueEnd(value))
  }

  /** Returns the content of a string, or its first `most` bytes. Returns other values unchanged. */
  scalar(value: number, most?: number): string {
    const start = this.valueStart(value)
    const end = this.valueEnd(value)
    return this.index.kindNumber(value) === KIND.string
      ? unquoted(this.bytes, start, end, most)
      : textOf(this.bytes, start, Math.min(end, start + (most ?? end)))
  }

  *children(container: number): Generator<number> {
    const end = this.index.next(container)
    for (let child = container + 1; child < end; child = this.index.next(child)) yield child
  }

  countChildren(container: number): number {
    const cached = this.#counts.get(container)
    if (cached !== undefined) return cached
    let count = 0
    const end = this.index.next(container)
    for (let child = container + 1; child < end; child = this.index.next(child)) count += 1
    if (count > CACHED_COUNT) this.#counts.set(container, count)
    return count
  }

  /** Returns the index of a value among its siblings, starting at 0. */
  positionOf(value: number): number {
    const parent = this.index.parent(value)
    if (parent === value) return 0
    const last = this.#positions.get(parent)
    const from = last !== undefined && last.value <= value ? last : { value: parent + 1, position: 0 }
    let { value: child, position } = from
    while (child < value) {
      child = this.index.next(child)
      position += 1
    }
    if (position > CACHED_COUNT) this.#positions.set(parent, { value, position })
    return position
  }

  depth(value: number): number {
    let depth = 0
    for (let inner = value; this.index.parent(inner) !== inner; inner = this.index.parent(inner)) depth += 1
    return depth
  }

  /** Returns the last object member with the given name, as `JSON.parse` does. */
  member(object: number, name: string): number | undefined {
    let found: number | undefined
    const end = this.index.next(object)
    for (let child = object + 1; child < end; child = this.index.next(child)) {
      if (this.isNamed(child, name)) found = child
    }
    return found
  }

  isNamed(value: number, name: string): boolean {
    if (!this.index.isNamed(value)) return false
    const start = this.index.start(value) + 1
    // Compares names as bytes, because most names have no escapes.
    for (let at = 0; at < name.length; at += 1) {
      const byte = this.bytes[start + at] as number
      if (byte === 92 || byte > 127 || name.charCodeAt(at) > 127) return this.name(value) === name
      if (byte !== name.charCodeAt(at)) return false
    }
    const end = this.bytes[start + name.length]
    return end === 34 || (end === 92 && this.name(value) === name)
  }

  /** Returns the end of a scalar. */
  #scalarEnd(value: number): number {
    const start = this.valueStart(value)
    const { bytes } = this
    switch (this.index.kindNumber(value)) {
      case KIND.object:
      case KIND.array:
        return this.#closingEnd(start + 1)
      case KIND.string:
        return this.#stringEnd(start)
      default:
        return tokenEnd(bytes, start, bytes.length, true)
    }
  }

  #stringEnd(start: number): number {
    return stringEnd(this.bytes, start, start + 1, this.bytes.length).at
  }

  /** Returns the offset after the closing bracket, or the end of a truncated document. */
  #closingEnd(from: number): number {
    const at = this.#skipSpace(from)
    const byte = this.bytes[at]
    return byte === 93 || byte === 125 ? at + 1 : from
  }

  #skipSpace(from: number): number {
    let at = from
    let byte = this.bytes[at]
    while (byte === 32 || byte === 10 || byte === 13 || byte === 9) byte = this.bytes[++at]
    return at
  }
}
