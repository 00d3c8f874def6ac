import { createSignal } from '../signal.ts'
import { SimulatorError } from '../simulator-error.ts'
import { createCounts, type RecordCounts } from './counts.ts'
import { createOrderUpdates, type OrderUpdates, type OrderUpdatesFilter } from './order-updates.ts'
import {
  type FrameFilter,
  frameFits,
  type NewFrame,
  type NewRequest,
  type RecordedFrame,
  type RecordedRequest,
  type RequestFilter,
  requestFits,
} from './recorded-entries.ts'

const bodyCharacters = 10_000
const frameCharacters = 20_000
const patienceMilliseconds = 5000
const orderUpdatesLimit = 20_000

/** What the simulator saw, so that a test can assert on the server's side. */
export interface SimulatorRecord {
  /** Newest last. */
  requests(filter?: RequestFilter): readonly RecordedRequest[]
  /** Newest last. */
  frames(filter?: FrameFilter): readonly RecordedFrame[]
  /** The next request that fits, counted from this call; rejects with `NOT_SEEN` after `withinMilliseconds` (default 5,000). */
  nextRequest(filter?: RequestFilter, withinMilliseconds?: number): Promise<RecordedRequest>
  /** The next frame that fits, counted from this call; rejects with `NOT_SEEN` after `withinMilliseconds` (default 5,000). */
  nextFrame(filter?: FrameFilter, withinMilliseconds?: number): Promise<RecordedFrame>
  /** Calls the listener for each request once it is recorded; returns an idempotent unsubscribe. */
  onRequest(listener: (request: RecordedRequest) => void): () => void
  /** What each socket was told about each order: count and checksum of the newest 20,000 pairs, whatever frames are kept. */
  orderUpdates(filter?: OrderUpdatesFilter): readonly OrderUpdates[]
  /** Totals that outlive what is kept. */
  counts(): RecordCounts
  clear(): void
}

/** The writing side of the record. */
export interface RecordWriter extends SimulatorRecord {
  addRequest(request: NewRequest): void
  addFrame(frame: NewFrame): void
  /** Rejects everybody who still waits for an entry. */
  close(): void
}

/** Makes a record that keeps the newest `limit` requests and as many frames; adding one costs the same however many there are. */
export function createRecord(limit: number): RecordWriter {
  const requests = createRing<RecordedRequest>(limit)
  const frames = createRing<RecordedFrame>(limit)
  const requestWaiters = createWaiters<RecordedRequest>()
  const frameWaiters = createWaiters<RecordedFrame>()
  const requested = createSignal<RecordedRequest>()
  const counts = createCounts()
  const orderUpdates = createOrderUpdates(orderUpdatesLimit)
  let requestNumber = 0
  let frameNumber = 0
  return {
    addRequest: (request) => {
      requestNumber += 1
      const kept = {
        took: 0,
        faults: [],
        ...request,
        number: requestNumber,
        body: beginning(request.body, bodyCharacters),
      }
      counts.request(kept)
      requests.add(kept)
      requestWaiters.tell(kept)
      requested.emit(kept)
    },
    addFrame: (frame) => {
      frameNumber += 1
      counts.frame(frame)
      orderUpdates.frame(frame)
      const { at, connection, direction, text } = frame
      const kept = { number: frameNumber, at, connection, direction, text: beginning(text, frameCharacters) }
      frames.add(kept)
      frameWaiters.tell(kept)
    },
    requests: (filter = {}) => requests.all().filter((request) => requestFits(request, filter)),
    frames: (filter = {}) => frames.all().filter((frame) => frameFits(frame, filter)),
    nextRequest: (filter = {}, within = patienceMilliseconds) =>
      requestWaiters.next((request) => requestFits(request, filter), within, `A request with ${shown(filter)}`),
    nextFrame: (filter = {}, within = patienceMilliseconds) =>
      frameWaiters.next((frame) => frameFits(frame, filter), within, `A frame with ${shown(filter)}`),
    orderUpdates: (filter = {}) => orderUpdates.read(filter),
    counts: () => ({ ...counts.read(), orderUpdates: orderUpdates.total() }),
    clear: () => {
      requests.clear()
      frames.clear()
      counts.clear()
      orderUpdates.clear()
    },
    onRequest: requested.on,
    close: () => {
      requestWaiters.close()
      frameWaiters.close()
    },
  }
}

/** A slice would keep the whole text alive, so a long one is copied. */
function beginning(text: string, characters: number): string {
  return text.length <= characters ? text : Buffer.from(text.slice(0, characters)).toString()
}

function shown(filter: object): string {
  return JSON.stringify(filter, (_key, value: unknown) => (value instanceof RegExp ? String(value) : value))
}

interface Waiter<T> {
  readonly fits: (entry: T) => boolean
  readonly resolve: (entry: T) => void
  readonly reject: (error: Error) => void
}

/** Tests that wait for the next entry of a kind; nothing is polled. */
export interface Waiters<T> {
  /** Rejects with `NOT_SEEN` where nothing fits within that many milliseconds of the machine's own time. */
  next(fits: (entry: T) => boolean, withinMilliseconds: number, wanted: string): Promise<T>
  tell(entry: T): void
  /** Rejects everybody who still waits. */
  close(): void
}

/** Makes the waiting room of one kind of entry. */
export function createWaiters<T>(): Waiters<T> {
  const waiting = new Set<Waiter<T>>()
  return {
    next: (fits, withinMilliseconds, wanted) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => end(() => reject(notSeen(wanted, `within ${withinMilliseconds} ms`))),
          withinMilliseconds,
        )
        const waiter: Waiter<T> = {
          fits,
          resolve: (entry) => end(() => resolve(entry)),
          reject: (error) => end(() => reject(error)),
        }
        function end(settle: () => void): void {
          clearTimeout(timer)
          waiting.delete(waiter)
          settle()
        }
        waiting.add(waiter)
      }),
    tell: (entry) => {
      if (waiting.size === 0) return
      for (const waiter of waiting) if (waiter.fits(entry)) waiter.resolve(entry)
    },
    close: () => {
      for (const waiter of waiting) waiter.reject(notSeen('The entry', 'before the simulator was closed'))
    },
  }
}

function notSeen(wanted: string, when: string): SimulatorError {
  return new SimulatorError('NOT_SEEN', `${wanted} was not seen ${when}`)
}

/** The newest entries of a list, in constant time an entry and with a bounded number of them. */
export interface Ring<T> {
  add(entry: T): void
  /** Oldest first. */
  all(): readonly T[]
  clear(): void
}

/** Makes a ring that keeps the newest `limit` entries. */
export function createRing<T>(limit: number): Ring<T> {
  let entries: T[] = []
  // Where the oldest entry lies once the ring is full.
  let start = 0
  return {
    add: (entry) => {
      if (limit < 1) return
      if (entries.length < limit) {
        entries.push(entry)
        return
      }
      entries[start] = entry
      start = start + 1 === limit ? 0 : start + 1
    },
    all: () => [...entries.slice(start), ...entries.slice(0, start)],
    clear: () => {
      entries = []
      start = 0
    },
  }
}
