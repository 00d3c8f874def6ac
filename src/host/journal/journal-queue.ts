import type { OrderScope } from './journal-entry.ts'
import type { EncodedEntry } from './journal-statements.ts'

/** Callbacks in one go: other work of the host does not wait for thousands of them. */
const SETTLED_AT_ONCE = 500

export interface JournalQueueLimits {
  /** Entries that wait while nothing can be written. */
  readonly entries: number
  /** Bytes of entries, about, that are not written or whose callback is still due. */
  readonly bytes: number
}

/** Entries that were appended together. */
interface Group {
  readonly entries: readonly EncodedEntry[]
  readonly bytes: number
  isWritten: boolean
  /** Undefined once called. */
  onSettled: ((journaled: boolean) => void) | undefined
}

/** Entries that did not fit, from one time (ms since epoch) to another. */
export interface DroppedEntries {
  readonly count: number
  readonly from: number
  readonly to: number
  readonly scope: OrderScope
}

/** Entries that wait for the disk, in order, and who waits for them. Bounded: beyond the limits the oldest are dropped and counted. */
export class JournalQueue {
  readonly #limits: JournalQueueLimits
  #queue: Group[] = []
  /** On their way to the disk. */
  #inFlight: readonly Group[] = []
  /** Whose callback is due, in the order appended. */
  readonly #unsettled = new Set<Group>()
  #waiting = 0
  #bytes = 0
  #dropped: DroppedEntries | undefined

  constructor(limits: JournalQueueLimits) {
    this.#limits = limits
  }

  /** Entries in the queue or in flight. */
  get waiting(): number {
    return this.#waiting
  }

  get dropped(): DroppedEntries | undefined {
    return this.#dropped
  }

  /** Groups in the queue. */
  get length(): number {
    return this.#queue.length
  }

  /** The newest group in the queue. */
  get newest(): Readonly<Group> | undefined {
    return this.#queue.at(-1)
  }

  /** Whether the oldest entries in the queue were shown without being written. */
  get isOldestSettled(): boolean {
    const [oldest] = this.#queue
    return oldest !== undefined && oldest.onSettled === undefined
  }

  append(entries: readonly EncodedEntry[], onSettled: (journaled: boolean) => void): void {
    const group = this.#add(entries, onSettled)
    this.#queue.push(group)
    this.#unsettled.add(group)
  }

  /** Replaces the count of dropped entries by an entry. */
  replaceDropped(entry: EncodedEntry): void {
    this.#dropped = undefined
    this.#queue.unshift(this.#add([entry], undefined))
  }

  /** Takes whole groups, up to so many entries: they are in flight. */
  take(most: number): readonly EncodedEntry[] {
    let [count, size] = [0, 0]
    for (const { entries } of this.#queue) {
      if (count > 0 && size + entries.length > most) break
      count += 1
      size += entries.length
    }
    this.#inFlight = this.#queue.splice(0, count)
    return this.#inFlight.flatMap(({ entries }) => entries)
  }

  /** What was in flight is written. */
  confirm(): void {
    for (const group of this.#inFlight) {
      group.isWritten = true
      this.#waiting -= group.entries.length
      if (!group.onSettled) this.#bytes -= group.bytes
    }
    this.#inFlight = []
  }

  /** What was in flight could not be written, and waits again. */
  restore(): void {
    this.#queue = [...this.#inFlight, ...this.#queue]
    this.#inFlight = []
  }

  /** Calls back for what is written; with `isFailing` also for what is not. In order, some at a time: whether more are due. */
  settle(isFailing: boolean): boolean {
    let left = SETTLED_AT_ONCE
    for (const group of this.#unsettled) {
      if (!group.isWritten && !isFailing) return false
      if (left === 0) return true
      left -= 1
      this.#settleGroup(group)
    }
    return false
  }

  /** Drops the oldest beyond the limits: in bytes, and while nothing can be written in entries. False if the bytes did not fit. */
  trim(isStuck: boolean): boolean {
    const { entries, bytes } = this.#limits
    const fits = this.#bytes <= bytes
    while (this.#bytes > bytes || (isStuck && this.#waiting > entries)) {
      const group = this.#queue.shift()
      if (!group) break
      for (const older of group.onSettled ? this.#unsettled : []) {
        this.#settleGroup(older)
        if (older === group) break
      }
      this.#waiting -= group.entries.length
      this.#bytes -= group.bytes
      for (const { scope, entry } of group.entries) {
        const { count = 0, from = entry.at } = this.#dropped ?? {}
        this.#dropped = { count: count + 1, from, to: entry.at, scope }
      }
    }
    return fits
  }

  /** Entries of an order that were shown and are not written. */
  unwritten(scopeId: string, orderId: string): readonly EncodedEntry['entry'][] {
    return [...this.#inFlight, ...this.#queue]
      .filter(({ onSettled }) => onSettled === undefined)
      .flatMap(({ entries }) => entries)
      .filter(({ scope, entry }) => scope.id === scopeId && entry.orderId === orderId)
      .map(({ entry }) => entry)
  }

  #add(entries: readonly EncodedEntry[], onSettled: Group['onSettled']): Group {
    const bytes = entries.reduce((sum, one) => sum + one.bytes, 0)
    this.#waiting += entries.length
    this.#bytes += bytes
    return { entries, bytes, isWritten: false, onSettled }
  }

  #settleGroup(group: Group): void {
    const { onSettled } = group
    this.#unsettled.delete(group)
    group.onSettled = undefined
    if (group.isWritten) this.#bytes -= group.bytes
    onSettled?.(group.isWritten)
  }
}
