import type { JsonDocument } from './json-document.ts'
import type { Query, Segment, Selector } from './json-path.ts'
import { testsTrue } from './json-path-test.ts'
import { type SlicedWork, sliceTimer } from './work-slices.ts'

/** Time limit of a query, in ms. Nested filters can take arbitrarily long. */
export const LONGEST_MS = 1_500

/** Steps between two checks of the clock. */
const STEPS_A_LOOK = 2_048

/** The matches of a path, each value once. */
export interface PathFinding {
  readonly values: Uint32Array
  /** The time limit was reached; there may be more matches. */
  readonly stopped: boolean
}

/** Thrown to stop a query at its time limit. */
export class OutOfTime extends Error {}

/** Finds the values of a path by walking the index, without creating objects. */
export function* runJsonPath(document: JsonDocument, query: Query, now: () => number): SlicedWork<PathFinding> {
  const started = now()
  const isSliceOver = sliceTimer(now)
  const evaluation = new Evaluation(document, () => {
    if (now() - started > LONGEST_MS) throw new OutOfTime()
  })
  let values: readonly number[] = document.isEmpty ? [] : [0]
  let found: number[] = []
  try {
    for (const segment of query.segments) {
      found = []
      for (const value of evaluation.each(segment, values)) {
        found.push(value)
        // Time spent paused also counts, because the user waits for it.
        if (isSliceOver()) {
          evaluation.look()
          yield
        }
      }
      values = found
    }
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error
    const last = query.segments.length > 0 && evaluation.segment === query.segments.at(-1)
    return { values: Uint32Array.from(last ? found : []), stopped: true }
  }
  return { values: Uint32Array.from(values), stopped: false }
}

/** State of one run, shared with filters and their nested queries. */
export class Evaluation {
  readonly document: JsonDocument
  readonly #checkTime: () => void
  #steps = 0
  segment: Segment | undefined

  constructor(document: JsonDocument, checkTime: () => void) {
    this.document = document
    this.#checkTime = checkTime
  }

  look(): void {
    this.#checkTime()
  }

  /** `cost`: number of steps to count; creating text and lists costs more than one. */
  step(cost = 1): void {
    this.#steps += cost
    if (this.#steps < STEPS_A_LOOK) return
    this.#steps = 0
    this.#checkTime()
  }

  /** The values matched by a path inside a filter. */
  query(query: Query, current: number): Iterable<number> {
    let values: Iterable<number> = [query.from === 'current' ? current : 0]
    for (const segment of query.segments) values = this.#segment(segment, values)
    return values
  }

  *each(segment: Segment, values: Iterable<number>): Generator<number> {
    this.segment = segment
    const seen = new SeenValues(this)
    for (const value of this.#segment(segment, values)) if (seen.add(value)) yield value
  }

  *#segment(segment: Segment, values: Iterable<number>): Generator<number> {
    const { index } = this.document
    if (!segment.deep) {
      for (const value of values) for (const selector of segment.selectors) yield* this.#select(selector, value)
      return
    }
    // Descendants of a visited value were visited with it.
    const walked = new SeenValues(this)
    for (const root of values) {
      const end = index.next(root)
      for (let value = root; value < end; ) {
        this.step()
        if (!walked.add(value)) {
          value = index.next(value)
          continue
        }
        if (index.isContainer(value)) for (const selector of segment.selectors) yield* this.#select(selector, value)
        value += 1
      }
    }
  }

  *#select(selector: Selector, value: number): Generator<number> {
    const { document } = this
    const { index } = document
    if (!index.isContainer(value)) return
    const array = index.kind(value) === 'array'
    switch (selector.kind) {
      case 'name': {
        this.step()
        const member = array ? undefined : document.member(value, selector.name)
        if (member !== undefined) yield member
        return
      }
      case 'place': {
        if (!array) return
        const place = selector.place < 0 ? this.countChildren(value) + selector.place : selector.place
        const child = place < 0 ? undefined : this.#childAt(value, place)
        if (child !== undefined) yield child
        return
      }
      case 'slice':
        if (array) yield* this.#slice(selector, value)
        return
      case 'all':
      case 'filter':
        for (const child of document.children(value)) {
          this.step()
          if (selector.kind === 'all' || testsTrue(this, selector.test, child)) yield child
        }
    }
  }

  countChildren(value: number): number {
    const count = this.document.countChildren(value)
    this.step(count)
    return count
  }

  #childAt(array: number, place: number): number | undefined {
    let at = 0
    for (const child of this.document.children(array)) {
      this.step()
      if (at === place) return child
      at += 1
    }
    return undefined
  }

  *#slice({ from, to, step }: Extract<Selector, { kind: 'slice' }>, array: number): Generator<number> {
    if (step === 0) return
    const children = Uint32Array.from(this.document.children(array))
    const { length } = children
    this.step(length)
    const bound = (given: number, least: number, most: number): number =>
      Math.min(Math.max(given < 0 ? given + length : given, least), most)
    if (step > 0) {
      const end = bound(to ?? length, 0, length)
      for (let at = bound(from ?? 0, 0, length); at < end; at += step) yield children[at] as number
    } else {
      const end = to === undefined ? -1 : bound(to, -1, length - 1)
      for (let at = bound(from ?? length - 1, -1, length - 1); at > end; at += step) yield children[at] as number
    }
  }
}

/** Set of visited values, one bit each; allocated on first use. */
class SeenValues {
  readonly #evaluation: Evaluation
  #bits: Uint8Array | undefined
  #only: number | undefined

  constructor(evaluation: Evaluation) {
    this.#evaluation = evaluation
  }

  /** Returns false if the value was already visited. */
  add(value: number): boolean {
    if (this.#bits === undefined) {
      // Most paths, such as those in filters, match a single value.
      if (this.#only === undefined) {
        this.#only = value
        return true
      }
      if (this.#only === value) return false
      const { count } = this.#evaluation.document.index
      this.#evaluation.step(count >> 11)
      this.#bits = new Uint8Array((count >> 3) + 1)
      this.#set(this.#only)
    }
    return this.#set(value)
  }

  #set(value: number): boolean {
    const bits = this.#bits as Uint8Array
    const byte = bits[value >> 3] as number
    const bit = 1 << (value & 7)
    bits[value >> 3] = byte | bit
    return (byte & bit) === 0
  }
}
