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
  /** ms of the monotonic clock */
  readonly appendedAt: number
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
  /** Entries in the queue or in flight. */
  waiting = 0
  dropped: DroppedEntries | undefined
  readonly #limits: JournalQueueLimits
  #queue: Group[] = []
  /** On their way to the disk. */
  #inFlight: readonly Group[] = []
  /** Whose callback is due, in the order appended. */
  readonly #unsettled = new Set<Group>()
  #bytes = 0

  constructor(limits: JournalQueueLimits) {
    this.#limits = limits
  }

  /** Whether the oldest entries in the queue were shown without being written. */
  get isOldestSettled(): boolean {
    const [oldest] = this.#queue
    return oldest !== undefined && oldest.onSettled === undefined
  }

  /** Without `onSettled` in front of the others. False if the bytes did not fit: then the oldest entries are dropped. */
  append(entries: readonly EncodedEntry[], appendedAt: number, onSettled?: (journaled: boolean) => void): boolean {
    const bytes = entries.reduce((sum, one) => sum + one.bytes, 0)
    const group: Group = { entries, bytes, appendedAt, isWritten: false, onSettled }
    this.waiting += entries.length
    this.#bytes += bytes
    if (onSettled) {
      this.#queue.push(group)
      this.#unsettled.add(group)
    } else this.#queue.unshift(group)
    if (!onSettled || this.#bytes <= this.#limits.bytes) return true
    this.trim(false)
    return false
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
      this.waiting -= group.entries.length
      if (!group.onSettled) this.#bytes -= group.bytes
    }
    this.#inFlight = []
  }

  /** What was in flight could not be written, and waits again. */
  restore(): void {
    this.#queue = [...this.#inFlight, ...this.#queue]
    this.#inFlight = []
  }

  /** Whether entries have waited since before this time, without being shown. */
  isLate(before: number): boolean {
    for (const { appendedAt, isWritten } of this.#unsettled) if (!isWritten) return appendedAt < before
    return false
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

  /** Drops the oldest beyond the limits: in bytes, and while nothing can be written in entries. */
  trim(isStuck: boolean): void {
    const { entries, bytes } = this.#limits
    while (this.#bytes > bytes || (isStuck && this.waiting > entries)) {
      const group = this.#queue.shift()
      if (!group) break
      for (const older of group.onSettled ? this.#unsettled : []) {
        this.#settleGroup(older)
        if (older === group) break
      }
      this.waiting -= group.entries.length
      this.#bytes -= group.bytes
      for (const { scope, entry } of group.entries) {
        const { count = 0, from = entry.at } = this.dropped ?? {}
        this.dropped = { count: count + 1, from, to: entry.at, scope }
      }
    }
  }

  /** Entries of an order that were shown and are not written. */
  unwritten(scopeId: string, orderId: string): readonly EncodedEntry['entry'][] {
    return [...this.#inFlight, ...this.#queue]
      .flatMap(({ entries, onSettled }) => (onSettled ? [] : entries))
      .flatMap(({ scope, entry }) => (scope.id === scopeId && entry.orderId === orderId ? [entry] : []))
  }

  #settleGroup(group: Group): void {
    const { onSettled } = group
    this.#unsettled.delete(group)
    group.onSettled = undefined
    if (group.isWritten) this.#bytes -= group.bytes
    onSettled?.(group.isWritten)
  }
}
