import { createSignal } from '../event-signal.ts'
import { SimulatorError } from '../simulator-error.ts'
import { createOrderUpdates, type OrderUpdates, type OrderUpdatesFilter } from './order-updates.ts'
import { createRecordCounts, type RecordCounts } from './record-counts.ts'
import {
  type FrameFilter,
  matchesFrame,
  matchesRequest,
  type NewFrame,
  type NewRequest,
  type RecordedFrame,
  type RecordedRequest,
  type RequestFilter,
} from './recorded-entries.ts'

/** Number of requests in the error of a wait without a match. */
const SHOWN = 5
const bodyCharacters = 10_000
const frameCharacters = 20_000
const patienceMilliseconds = 5000
const orderUpdatesLimit = 20_000

/** Record of everything that the simulator received and sent, for tests. */
export interface SimulatorRecord {
  /** Returns recorded requests, newest last. */
  requests(filter?: RequestFilter): readonly RecordedRequest[]
  /** Returns recorded frames, newest last. */
  frames(filter?: FrameFilter): readonly RecordedFrame[]
  /**
   * Waits for the next matching request.
   * @throws SimulatorError `NOT_SEEN` after `withinMilliseconds` (default 5,000)
   */
  nextRequest(filter?: RequestFilter, withinMilliseconds?: number): Promise<RecordedRequest>
  /**
   * Waits for the next matching frame.
   * @throws SimulatorError `NOT_SEEN` after `withinMilliseconds` (default 5,000)
   */
  nextFrame(filter?: FrameFilter, withinMilliseconds?: number): Promise<RecordedFrame>
  /** Calls the listener with each request when it is recorded. Returns an idempotent unsubscribe function. */
  onRequest(listener: (request: RecordedRequest) => void): () => void
  /**
   * Returns count and checksum of the order updates per socket and order, for the newest 20,000 pairs. They do not
   * depend on stored frames.
   */
  orderUpdates(filter?: OrderUpdatesFilter): readonly OrderUpdates[]
  /** Returns totals, including dropped entries. */
  counts(): RecordCounts
  /** Removes all requests and frames, and sets all counts to 0. */
  clear(): void
}

/** The interface for writing to the record. */
export interface RecordWriter extends SimulatorRecord {
  addRequest(request: NewRequest): void
  addFrame(frame: NewFrame): void
  /** Rejects all pending waits for an entry. */
  close(): void
}

/** Creates a record of the newest `limit` requests and as many frames. Adding an entry takes constant time. */
export function createRecord(limit: number): RecordWriter {
  const requests = createRing<RecordedRequest>(limit)
  const frames = createRing<RecordedFrame>(limit)
  const requestWaiters = createWaiters<RecordedRequest>()
  const frameWaiters = createWaiters<RecordedFrame>()
  const requested = createSignal<RecordedRequest>()
  const counts = createRecordCounts()
  const orderUpdates = createOrderUpdates(orderUpdatesLimit)
  let requestNumber = 0
  let frameNumber = 0
  return {
    addRequest: (request) => {
      requestNumber += 1
      const entry = {
        took: 0,
        faults: [],
        ...request,
        number: requestNumber,
        body: truncated(request.body, bodyCharacters),
      }
      counts.request(entry)
      requests.add(entry)
      requestWaiters.notify(entry)
      requested.emit(entry)
    },
    addFrame: (frame) => {
      frameNumber += 1
      counts.frame(frame)
      orderUpdates.frame(frame)
      const { at, connection, direction, text } = frame
      const entry = { number: frameNumber, at, connection, direction, text: truncated(text, frameCharacters) }
      frames.add(entry)
      frameWaiters.notify(entry)
    },
    requests: (filter = {}) => requests.all().filter((request) => matchesRequest(request, filter)),
    frames: (filter = {}) => frames.all().filter((frame) => matchesFrame(frame, filter)),
    nextRequest: (filter = {}, within = patienceMilliseconds) =>
      requestWaiters.next(
        (request) => matchesRequest(request, filter),
        within,
        () => {
          const newest = requests.all().slice(-SHOWN)
          const seen = newest.map(({ method, path, status }) => `${method} ${path} (${status})`).join(', ')
          return `A request with ${filterText(filter)} was not seen within ${within} ms. Newest requests: ${seen || 'none'}`
        },
      ),
    nextFrame: (filter = {}, within = patienceMilliseconds) =>
      frameWaiters.next(
        (frame) => matchesFrame(frame, filter),
        within,
        () => `A frame with ${filterText(filter)} was not seen within ${within} ms`,
      ),
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

/** Copies a long string, because a slice would keep the whole string in memory. */
function truncated(text: string, characters: number): string {
  return text.length <= characters ? text : Buffer.from(text.slice(0, characters)).toString()
}

function filterText(filter: object): string {
  return JSON.stringify(filter, (_key, value: unknown) => (value instanceof RegExp ? String(value) : value))
}

interface Waiter<T> {
  readonly fits: (entry: T) => boolean
  readonly resolve: (entry: T) => void
  readonly reject: (error: Error) => void
}

/** Waits for the next entry of a kind, without polling. */
interface EntryWaiters<T> {
  /**
   * Waits for the next matching entry. Rejects with `NOT_SEEN` if no entry matches within this number of milliseconds
   * of real time.
   */
  next(fits: (entry: T) => boolean, withinMilliseconds: number, describeMissing: () => string): Promise<T>
  notify(entry: T): void
  /** Rejects all pending waits. */
  close(): void
}

function createWaiters<T>(): EntryWaiters<T> {
  const waiting = new Set<Waiter<T>>()
  return {
    next: (fits, withinMilliseconds, describeMissing) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => end(() => reject(notSeen(describeMissing()))), withinMilliseconds)
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
    notify: (entry) => {
      if (waiting.size === 0) return
      for (const waiter of waiting) if (waiter.fits(entry)) waiter.resolve(entry)
    },
    close: () => {
      for (const waiter of waiting) waiter.reject(notSeen('The entry was not seen before the simulator was closed'))
    },
  }
}

function notSeen(message: string): SimulatorError {
  return new SimulatorError('NOT_SEEN', message)
}

/** A list of the newest entries up to a limit. Adding an entry takes constant time. */
interface NewestEntries<T> {
  add(entry: T): void
  /** Returns all entries, oldest first. */
  all(): readonly T[]
  clear(): void
}

/** Creates a list of the newest `limit` entries. */
function createRing<T>(limit: number): NewestEntries<T> {
  let entries: T[] = []
  // Index of the oldest entry when the list is full.
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
