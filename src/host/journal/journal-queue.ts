import type { OrderScope } from './journal-entry.ts'
import type { EncodedEntry } from './journal-statements.ts'

/** Maximum number of callbacks in a row: other work of the host must not wait for thousands of them. */
const SETTLED_AT_ONCE = 500

export interface JournalQueueLimits {
  /** Maximum number of entries that wait while nothing can be written. */
  readonly entries: number
  /** Approximate limit, in bytes, for entries that are not written or whose callback has not run. */
  readonly bytes: number
}

/** Entries that were appended by one call. */
interface Group {
  readonly entries: readonly EncodedEntry[]
  readonly bytes: number
  /** ms of the monotonic clock */
  readonly appendedAt: number
  isWritten: boolean
  /** Undefined after it was called. */
  onSettled: ((journaled: boolean) => void) | undefined
}

/** Entries that did not fit into the queue, with the time range (ms since epoch) they came from. */
export interface DroppedEntries {
  readonly count: number
  readonly from: number
  readonly to: number
  readonly scope: OrderScope
}

/**
 * A queue of entries that wait for the disk, in order, with their callbacks. Bounded: beyond the limits the oldest
 * entries are dropped and counted.
 */
export class JournalQueue {
  /** Number of entries in the queue or being written. */
  waiting = 0
  dropped: DroppedEntries | undefined
  readonly #limits: JournalQueueLimits
  #queue: Group[] = []
  /** Groups that are being written. */
  #inFlight: readonly Group[] = []
  /** Groups whose callback has not run, in the order appended. */
  readonly #unsettled = new Set<Group>()
  #bytes = 0

  constructor(limits: JournalQueueLimits) {
    this.#limits = limits
  }

  /** Whether the oldest entries in the queue were published without being written. */
  get isOldestSettled(): boolean {
    const [oldest] = this.#queue
    return oldest !== undefined && oldest.onSettled === undefined
  }

  /**
   * Appends a group; without `onSettled`, before all others. Returns false if it did not fit and the oldest entries
   * were dropped.
   */
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

  /** Takes whole groups out of the queue for writing, up to `most` entries. */
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

  /** Marks the groups that were being written as written. */
  confirm(): void {
    for (const group of this.#inFlight) {
      group.isWritten = true
      this.waiting -= group.entries.length
      if (!group.onSettled) this.#bytes -= group.bytes
    }
    this.#inFlight = []
  }

  /** Returns the groups that could not be written to the queue. */
  restore(): void {
    this.#queue = [...this.#inFlight, ...this.#queue]
    this.#inFlight = []
  }

  /** Whether entries have waited since before this time without being published. */
  isLate(before: number): boolean {
    for (const { appendedAt, isWritten } of this.#unsettled) if (!isWritten) return appendedAt < before
    return false
  }

  /**
   * Runs the callbacks of written entries; with `isFailing` also of those not written. Runs a limited number in order,
   * and returns whether more remain.
   */
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

  /**
   * Drops the oldest entries beyond the limit in bytes, and while nothing can be written, beyond the limit in entries.
   */
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

  /** Entries of an order that were published but are not written. */
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
