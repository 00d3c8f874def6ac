/** Kind of a value, stored in the low bits of its flags. */
export const KIND = { object: 0, array: 1, string: 2, number: 3, true: 4, false: 5, null: 6 } as const

const KIND_BITS = 0b0000_0111
/** Flag for a value with a property name. The value's span starts at the name. */
const NAMED = 0b1000_0000
/** Flag for an expanded container. */
const OPEN = 0b0100_0000

/** Flag for a value that is a result of the filter. */
const RESULT = 0b0010_0000

/** Maximum number of indexed values, with 13 bytes each. A larger document is shown as text. */
export const MAX_VALUES = 8_000_000

export type ValueKind = 'object' | 'array' | 'string' | 'number' | 'literal'

const KINDS: readonly ValueKind[] = ['object', 'array', 'string', 'number', 'literal', 'literal', 'literal']

/**
 * Position of each value in a document, in document order. The descendants of a value have the numbers up to `next`.
 */
export class JsonIndex {
  count = 0
  #starts: Uint32Array
  #nexts: Uint32Array
  #parents: Uint32Array
  #flags: Uint8Array

  /** `room`: expected number of values. The arrays grow when needed. */
  constructor(room: number) {
    const size = Math.max(64, Math.min(room, MAX_VALUES))
    this.#starts = new Uint32Array(size)
    this.#nexts = new Uint32Array(size)
    this.#parents = new Uint32Array(size)
    this.#flags = new Uint8Array(size)
  }

  /** Adds a value and returns its number. The root is its own parent. */
  add(start: number, parent: number, kind: number, named: boolean): number {
    const value = this.count
    if (value === this.#starts.length) this.#grow()
    this.#starts[value] = start
    this.#nexts[value] = value + 1
    this.#parents[value] = parent
    this.#flags[value] = kind | (named ? NAMED : 0)
    this.count = value + 1
    return value
  }

  /** Ends a container. All values added since its start are descendants. */
  close(container: number): void {
    this.#nexts[container] = this.count
  }

  /** Returns the offset of the property name, or of the value if it has no name. */
  start(value: number): number {
    return this.#starts[value] ?? 0
  }

  /** Returns the next value that is not a descendant. */
  next(value: number): number {
    return this.#nexts[value] ?? this.count
  }

  parent(value: number): number {
    return this.#parents[value] ?? 0
  }

  kindNumber(value: number): number {
    return (this.#flags[value] ?? 0) & KIND_BITS
  }

  kind(value: number): ValueKind {
    return KINDS[this.kindNumber(value)] ?? 'literal'
  }

  isContainer(value: number): boolean {
    return this.kindNumber(value) <= KIND.array
  }

  isNamed(value: number): boolean {
    return this.#hasFlag(value, NAMED)
  }

  isOpen(value: number): boolean {
    return this.#hasFlag(value, OPEN)
  }

  setOpen(value: number, open: boolean): void {
    this.#setFlag(value, OPEN, open)
  }

  isResult(value: number): boolean {
    return this.#hasFlag(value, RESULT)
  }

  setResult(value: number, result: boolean): void {
    this.#setFlag(value, RESULT, result)
  }

  isEmpty(container: number): boolean {
    return this.next(container) === container + 1
  }

  /** Returns the value that contains the offset, or the last value before it. */
  at(offset: number): number {
    let low = 0
    let high = this.count - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.start(middle) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }

  #hasFlag(value: number, flag: number): boolean {
    return ((this.#flags[value] ?? 0) & flag) !== 0
  }

  #setFlag(value: number, flag: number, on: boolean): void {
    const flags = this.#flags[value] ?? 0
    this.#flags[value] = on ? flags | flag : flags & ~flag
  }

  #grow(): void {
    const size = Math.ceil(this.#starts.length * 1.6)
    this.#starts = larger(this.#starts, new Uint32Array(size))
    this.#nexts = larger(this.#nexts, new Uint32Array(size))
    this.#parents = larger(this.#parents, new Uint32Array(size))
    this.#flags = larger(this.#flags, new Uint8Array(size))
  }
}

function larger<Room extends Uint32Array | Uint8Array>(from: Room, to: Room): Room {
  to.set(from)
  return to
}
