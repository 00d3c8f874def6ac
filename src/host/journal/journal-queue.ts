import type { OrderOwnerScope } from './journal-entry.ts'
import type { EncodedEntry } from './journal-statements.ts'

/** Maximum number of callbacks to run in a row. Other work of the host must not wait for thousands of callbacks. */
const SETTLED_AT_ONCE = 500

export interface JournalQueueLimits {
  /** Maximum number of waiting entries while writes fail. */
  readonly entries: number
  /** Approximate size limit, in bytes, of entries that are not written or have a callback that has not run. */
  readonly bytes: number
}

/** Entries of one `append` call. */
interface Group {
  readonly entries: readonly EncodedEntry[]
  readonly bytes: number
  /** Time of the `append` call, in ms of the monotonic clock. */
  readonly appendedAt: number
  isWritten: boolean
  /** Callback that reports whether the entries are on disk. Undefined after the call. */
  onSettled: ((journaled: boolean) => void) | undefined
}

/** Entries that were dropped from a full queue, with the range of their times (ms since epoch). */
export interface DroppedEntries {
  readonly count: number
  readonly from: number
  readonly to: number
  readonly scope: OrderOwnerScope
}

/**
 * A queue of entries that wait for the disk, in order, with their callbacks. Beyond the limits, the oldest entries are
 * dropped and counted.
 */
export class JournalQueue {
  /** Number of entries in the queue or being written. */
  waiting = 0
  dropped: DroppedEntries | undefined
  readonly #limits: JournalQueueLimits
  #queue: Group[] = []
  /** Groups that are being written. */
  #inFlight: readonly Group[] = []
  /** Groups with a callback that has not run, in the order of `append` calls. */
  readonly #unsettled = new Set<Group>()
  #bytes = 0

  constructor(limits: JournalQueueLimits) {
    this.#limits = limits
  }

  /** Whether the oldest entries in the queue were published although they are not written. */
  get isOldestSettled(): boolean {
    const [oldest] = this.#queue
    return oldest !== undefined && oldest.onSettled === undefined
  }

  /**
   * Appends a group. Without `onSettled`, the group is inserted at the front. Returns false if the queue was full and
   * the oldest entries were dropped.
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

  /** Removes whole groups from the queue for writing, up to `most` entries. */
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

  /** Marks the groups in flight as written. */
  confirm(): void {
    for (const group of this.#inFlight) {
      group.isWritten = true
      this.waiting -= group.entries.length
      if (!group.onSettled) this.#bytes -= group.bytes
    }
    this.#inFlight = []
  }

  /** Puts the groups in flight back into the queue after a failed write. */
  restore(): void {
    this.#queue = [...this.#inFlight, ...this.#queue]
    this.#inFlight = []
  }

  /** Reports whether entries appended before this time are neither written nor published. */
  isLate(before: number): boolean {
    for (const { appendedAt, isWritten } of this.#unsettled) if (!isWritten) return appendedAt < before
    return false
  }

  /**
   * Runs the callbacks of written entries, and with `isFailing` also of entries that are not written. Runs a limited
   * number in order. Returns whether more callbacks remain.
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
   * Drops the oldest entries beyond the limit in bytes. While writes fail, also drops the oldest entries beyond the
   * limit in entries.
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

  /** Returns the entries of an order that are published but not written. */
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
