import type { JsonDocument } from './json-document.ts'
import { type SlicedWork, sliceTimer } from './work-slices.ts'

/* Runs JSONPath (RFC 9535) as functions over the index. Evaluates no code. */

/** Selects values among the children of a container for one step of a path. */
export type Selector = (run: PathRun, container: number) => Iterable<number>

export interface Segment {
  /** Whether the step has two dots and also applies to all descendants. */
  readonly isDeep: boolean
  readonly selectors: readonly Selector[]
}

/** `isRelative`: the query starts with `@`, at the value that a filter tests. */
export interface Query {
  readonly isRelative: boolean
  readonly segments: readonly Segment[]
}

/** Time limit of a query, in ms. Nested filters can take arbitrarily long. */
const MAX_MS = 1_500

/** Number of steps between two checks of the clock. */
const STEPS_PER_CHECK = 2_048

/** Matches of a path, each value once. */
export interface PathResult {
  readonly values: Uint32Array
  /** Whether the query stopped at its time limit, so that matches may be missing. */
  readonly stopped: boolean
}

class TimeLimitError extends Error {}

/** Finds the values of a path by walking the index, without creating objects. */
export function* runJsonPath(document: JsonDocument, query: Query, now: () => number): SlicedWork<PathResult> {
  const started = now()
  const isSliceOver = sliceTimer(now)
  const run = new PathRun(document, () => {
    if (now() - started > MAX_MS) throw new TimeLimitError()
  })
  let values: readonly number[] = document.isEmpty ? [] : [0]
  for (const [at, segment] of query.segments.entries()) {
    const found: number[] = []
    try {
      const seen = new SeenValues(run)
      for (const value of run.select(segment, values)) {
        if (!seen.add(value)) continue
        found.push(value)
        if (isSliceOver()) {
          // Pauses count towards the time limit, because the user waits during them.
          run.checkTime()
          yield
        }
      }
    } catch (error) {
      if (!(error instanceof TimeLimitError)) throw error
      const isLast = at === query.segments.length - 1
      return { values: Uint32Array.from(isLast ? found : []), stopped: true }
    }
    values = found
  }
  return { values: Uint32Array.from(values), stopped: false }
}

/** One run of a path, shared with its filters and nested queries. */
export class PathRun {
  readonly document: JsonDocument
  readonly checkTime: () => void
  #steps = 0

  constructor(document: JsonDocument, checkTime: () => void) {
    this.document = document
    this.checkTime = checkTime
  }

  /** `cost`: number of steps to count. Creating a string or a list costs several steps. */
  step(cost = 1): void {
    this.#steps += cost
    if (this.#steps < STEPS_PER_CHECK) return
    this.#steps = 0
    this.checkTime()
  }

  countChildren(value: number): number {
    const count = this.document.countChildren(value)
    this.step(count)
    return count
  }

  /** Returns the values that a path inside a filter matches. */
  query({ isRelative, segments }: Query, current: number): Iterable<number> {
    let values: Iterable<number> = [isRelative ? current : 0]
    for (const segment of segments) values = this.select(segment, values)
    return values
  }

  *select({ isDeep, selectors }: Segment, values: Iterable<number>): Generator<number> {
    const { index } = this.document
    // Skips visited values with their descendants.
    const visited = new SeenValues(this)
    for (const root of values) {
      const end = isDeep ? index.next(root) : root + 1
      for (let value = root; value < end; ) {
        this.step()
        if (isDeep && !visited.add(value)) {
          value = index.next(value)
          continue
        }
        if (index.isContainer(value)) for (const selector of selectors) yield* selector(this, value)
        value += 1
      }
    }
  }
}

const isArray = ({ document }: PathRun, value: number): boolean => document.index.kind(value) === 'array'

export const selectName = (name: string): Selector =>
  function* (run, value) {
    run.step()
    const member = isArray(run, value) ? undefined : run.document.member(value, name)
    if (member !== undefined) yield member
  }

/** Selects all children, or the children that pass the test. */
export const selectChildren = (test?: (run: PathRun, current: number) => boolean): Selector =>
  function* (run, value) {
    for (const child of run.document.children(value)) {
      run.step()
      if (test === undefined || test(run, child)) yield child
    }
  }

/** Selects the element at an index of an array. A negative index counts from the end. */
export const selectIndex = (index: number): Selector =>
  function* (run, value) {
    if (!isArray(run, value)) return
    let left = index < 0 ? index + run.countChildren(value) : index
    if (left < 0) return
    for (const child of run.document.children(value)) {
      run.step()
      if (left === 0) {
        yield child
        return
      }
      left -= 1
    }
  }

export const selectSlice = (from: number | undefined, to: number | undefined, step: number): Selector =>
  function* (run, value) {
    if (step === 0 || !isArray(run, value)) return
    const children = Uint32Array.from(run.document.children(value))
    const { length } = children
    run.step(length)
    const [first, last] = step > 0 ? [0, length] : [length - 1, -1]
    const bound = (given: number): number =>
      Math.min(Math.max(given < 0 ? given + length : given, Math.min(first, last)), Math.max(first, last))
    const end = to === undefined ? last : bound(to)
    for (let at = from === undefined ? first : bound(from); step > 0 ? at < end : at > end; at += step) {
      yield children[at] as number
    }
  }

/** Set of visited values with one bit each, allocated on first use. */
class SeenValues {
  readonly #run: PathRun
  #bits: Uint8Array | undefined
  #only: number | undefined

  constructor(run: PathRun) {
    this.#run = run
  }

  /** Adds a value. Returns false if it was already visited. */
  add(value: number): boolean {
    if (this.#bits === undefined) {
      // Allocates no bits for a single value, because most paths match only one value.
      if (this.#only === undefined) {
        this.#only = value
        return true
      }
      if (this.#only === value) return false
      const { count } = this.#run.document.index
      this.#run.step(count >> 11)
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
