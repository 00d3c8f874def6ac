import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import type { OrderSource } from '../../shared/domain/orders.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { orderListRequest, parseOrderList } from '../orders/order-list.ts'
import type { ListRead } from '../orders/order-store.ts'
import type { UntypedJson } from '../rest/request-input.ts'
import type { StreamSession } from './stream-source.ts'

/** Time in ms between two reads while the stream is disconnected or a gap is open. IBKR allows one read per 5 s. */
const POLL_SOON_MS = 6_000
/** Time in ms between two polls while a stream works, because streams have been observed to stop silently. */
const POLL_LATER_MS = 60_000
/** Number of reads in a row: the first response of a brokerage session is empty, and the next response is complete. */
const READS_IN_A_ROW = 2

/**
 * The purpose of the next read: a full snapshot as soon as allowed, a poll as soon as allowed, or the poll once a
 * minute.
 */
export type PollPurpose = 'snapshot' | 'soon' | 'later'

/** A complete list. */
export interface PolledList extends ListRead {
  /** Time when it was requested, in ms since epoch. */
  readonly requestedAt: number
}

export interface OrderPollerOptions {
  readonly session: Omit<StreamSession, 'onState'>
  readonly clock: Pick<Clock, 'after' | 'now'>
  /** Called when a read is sent, again if it is repeated. The last result is returned together with the list. */
  readonly mark: () => number
  readonly onList: (rows: readonly unknown[], source: OrderSource, list: PolledList) => void
  readonly need: () => PollPurpose
  /** Called when a read failed, with an error code. The code never contains text from the server. */
  readonly onProblem: (code: IbkrErrorCode) => void
}

/** Reads the orders over REST, one read at a time. */
export class OrderPoller {
  readonly #options: OrderPollerOptions
  readonly #abort = new AbortController()
  /** The current read. Resolves to whether it returned a list. */
  #running: Promise<boolean> | undefined
  /** Whether a snapshot was requested during a read. */
  #isRequestedAgain = false
  /** Whether a snapshot is due, because the last reads returned no complete list. */
  #isSnapshotDue = false
  /** Whether a forced read has to precede the next list. */
  #needsForcedRead = false
  #cancelTimer: () => void = () => undefined

  constructor(options: OrderPollerOptions) {
    this.#options = options
  }

  /**
   * Reads a snapshot. Resolves to whether a list that was requested after the call has arrived. A running read may be
   * older than the gap to be repaired, so another read follows it. With `force`, a read with `force=true` comes first. It
   * empties IBKR's cache of the list and restores the details in `sor` after a filtered read, and costs five seconds of
   * pacing.
   */
  resync({ force = false } = {}): Promise<boolean> {
    if (force) this.#needsForcedRead = true
    if (this.#running !== undefined) {
      this.#isRequestedAgain = true
      return this.#running.then(() => this.#running ?? false)
    }
    return this.#start('snapshot')
  }

  /** Reads now if the session is ready. */
  poll(): void {
    const { session, need } = this.#options
    if (session.state.kind !== 'ready') this.plan()
    else void this.#start(this.#isSnapshotDue || need() === 'snapshot' ? 'snapshot' : 'poll')
  }

  /** Schedules the next read according to its purpose. */
  plan(): void {
    const isSoon = this.#isSnapshotDue || this.#options.need() !== 'later'
    this.#cancelTimer()
    this.#cancelTimer = this.#options.clock.after(isSoon ? POLL_SOON_MS : POLL_LATER_MS, () => this.poll())
  }

  stop(): void {
    this.#abort.abort()
    this.#cancelTimer()
  }

  #start(source: 'snapshot' | 'poll'): Promise<boolean> {
    if (this.#running !== undefined) return this.#running
    if (source === 'snapshot') this.#isSnapshotDue = false
    this.#running = this.#read(source).finally(() => {
      this.#running = undefined
      if (this.#abort.signal.aborted) return
      if (!this.#isRequestedAgain) return this.plan()
      this.#isRequestedAgain = false
      void this.resync()
    })
    return this.#running
  }

  async #read(source: OrderSource): Promise<boolean> {
    const { onList, onProblem } = this.#options
    const { signal } = this.#abort
    try {
      let forcedMark: number | undefined
      if (this.#needsForcedRead) {
        forcedMark = (await this.#readList({ force: true })).mark
        this.#needsForcedRead = false
      }
      for (let reads = 0; reads < READS_IN_A_ROW; reads += 1) {
        const { body, mark, requestedAt } = await this.#readList()
        const rows = completeList(body)
        if (signal.aborted) return false
        if (rows === undefined) continue
        onList(rows, source, { mark, forcedMark, requestedAt })
        return true
      }
      this.#isSnapshotDue = true
    } catch (error) {
      if (signal.aborted) return false
      // The function that decides on an order question has started the poll.
      if (IbkrError.is(error, 'question-open')) this.#isSnapshotDue = true
      else onProblem(error instanceof IbkrError ? error.code : 'internal')
    }
    return false
  }

  /** Reads a list. An order question or pacing may delay it for a minute, so the mark is set when it is sent. */
  async #readList({ force = false } = {}): Promise<ReadList> {
    const { mark, session, clock } = this.#options
    let sent = { mark: mark(), requestedAt: clock.now() }
    const beforeSend = (): void => {
      sent = { mark: mark(), requestedAt: clock.now() }
    }
    const body = await session.request({ ...orderListRequest({ force, signal: this.#abort.signal }), beforeSend })
    return { body, ...sent }
  }
}

type ReadList = Pick<PolledList, 'mark' | 'requestedAt'> & { readonly body: UntypedJson }

/**
 * Returns the rows of a response; undefined for the empty response that IBKR sends before it has collected the orders.
 */
function completeList(body: unknown): readonly unknown[] | undefined {
  const list = parseOrderList(body)
  return list !== undefined && (list.rows.length > 0 || list.isCollected) ? list.rows : undefined
}
