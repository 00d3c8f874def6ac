import type { Subscription } from 'rxjs'
import type { ContractNames } from '../../shared/domain/contract-name.ts'
import { hasEnded, type Order, type OrderStatus } from '../../shared/domain/orders.ts'
import { fieldsOf, textOf } from '../../shared/domain/read-value.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { RequestInput, UntypedJson } from '../rest/request-input.ts'
import type { OrderStream } from '../streams/order-stream.ts'
import type { Orders } from '../streams/orders-of-day.ts'
import { mergeOrder } from './merge-order.ts'
import { createOutcomeUnknownError } from './order-request-outcome.ts'
import { type OrderReader, readOrder } from './read-order.ts'

/** The parts of a session that placed orders use. */
export interface PlacedOrderDeps {
  /** The session for the requests of the caller. */
  readonly session: OrderReader & {
    request(input: RequestInput, options?: { readonly explicit?: boolean }): Promise<UntypedJson>
  }
  /** The session for reads that wait for open order questions. */
  readonly background: OrderReader
  readonly clock: Pick<Clock, 'now' | 'after'>
  readonly orders: OrderStream
  /** Names of the contracts of the session. */
  readonly names: ContractNames
}

/** An order that has ended. */
export interface EndedOrder {
  readonly order: Order
  /** IBKR's reason why the system cancelled the order. */
  readonly reason: string | undefined
}

/** An order that a caller waits for. */
export interface AwaitedOrder {
  readonly account: string
  readonly orderId: string
  /** Whether the order was only saved, so that `Inactive` is not its end. */
  readonly isSaved: boolean
}

/**
 * Time in ms for which an order must be `Inactive` before a read decides whether that is its end. Each order begins with
 * this status, and at IBKR's pace two polls of the order list may be six seconds apart.
 */
const INACTIVE_MS = 15_000

/**
 * Waits for the end of an order, and keeps a subscription of the order stream until then.
 * @throws IbkrError `order-outcome-unknown` if IBKR no longer has the order, `aborted`, `client-closed`
 */
export async function waitUntilOrderEnded(
  context: PlacedOrderDeps,
  order: AwaitedOrder,
  signal: AbortSignal | undefined,
): Promise<EndedOrder> {
  const watch = new EndWatch(context, order)
  const abort = (): void =>
    watch.fail(
      new IbkrError(
        'aborted',
        `The wait for the end of order ${order.orderId} was aborted; the order is not affected.`,
        {
          cause: signal?.reason,
        },
      ),
    )
  if (signal?.aborted) abort()
  else watch.start()
  signal?.addEventListener('abort', abort)
  try {
    return await watch.end
  } finally {
    signal?.removeEventListener('abort', abort)
    watch.stop()
  }
}

class EndWatch {
  readonly end: Promise<EndedOrder>
  fail: (error: IbkrError) => void = () => undefined
  readonly #context: PlacedOrderDeps
  readonly #awaited: AwaitedOrder
  readonly #stopped = new AbortController()
  #resolve: (end: EndedOrder) => void = () => undefined
  #subscription: Subscription | undefined
  #order: Order | undefined
  #reason: string | undefined
  #isReading = false
  #cancelTimer: (() => void) | undefined

  constructor(context: PlacedOrderDeps, awaited: AwaitedOrder) {
    this.#context = context
    this.#awaited = awaited
    this.end = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.fail = reject
    })
  }

  start(): void {
    this.#subscription = this.#context.orders.subscribe({
      next: (orders) => this.#receive(orders),
      complete: () =>
        this.fail(new IbkrError('client-closed', `The session closed before order ${this.#awaited.orderId} ended.`)),
    })
    // Pacing may delay the first list for seconds, and the order may end in that time.
    if (this.#order === undefined) void this.#read(false)
  }

  stop(): void {
    this.#stopped.abort()
    this.#subscription?.unsubscribe()
    this.#cancelTimer?.()
  }

  #receive({ events, orders, source }: Orders): void {
    const own = events.filter(({ orderId }) => orderId === this.#awaited.orderId)
    for (const { row } of own) this.#readReason(fieldsOf(row)['order_cancellation_by_system_reason'])
    this.#judge(orders.get(this.#awaited.orderId))
    // A list contains only the orders of the selected account, and IBKR removes orders from it.
    if (own.length === 0 && (source === 'snapshot' || source === 'poll')) void this.#read(true)
  }

  #judge(order: Order | undefined): void {
    if (order === undefined || order === this.#order) return
    this.#order = order
    if (hasEnded(order)) this.#resolve({ order, reason: this.#reason })
    else if (order.status === 'Inactive' && !this.#awaited.isSaved) this.#startTimer()
    else {
      this.#cancelTimer?.()
      this.#cancelTimer = undefined
    }
  }

  #startTimer(): void {
    this.#cancelTimer ??= this.#context.clock.after(INACTIVE_MS, () => void this.#checkInactive())
  }

  /** Ends the wait if IBKR still reports `Inactive`: a lost connection may hide that the order works. */
  async #checkInactive(): Promise<void> {
    this.#cancelTimer = undefined
    const status = await this.#read(true)
    const order = this.#order
    if (order?.status !== 'Inactive' || this.#stopped.signal.aborted) return
    if (status === 'Inactive') this.#resolve({ order, reason: this.#reason })
    else this.#startTimer()
  }

  /**
   * Reads the single order, unless that is impossible now. Ignores a result that an update has overtaken.
   * @param failsIfUnknown whether an unknown order ends the wait; IBKR may not know an order yet that was just placed
   * @returns the status, or undefined if it was not read
   */
  async #read(failsIfUnknown: boolean): Promise<OrderStatus | undefined> {
    const { background, clock, names } = this.#context
    const { account, orderId } = this.#awaited
    const { signal } = this.#stopped
    if (this.#isReading || background.state.kind !== 'ready' || signal.aborted) return undefined
    const before = this.#order
    const isOvertaken = (): boolean => signal.aborted || this.#order !== before
    this.#isReading = true
    try {
      const row = await readOrder(background, account, orderId, signal)
      if (row === undefined || isOvertaken()) return undefined
      this.#judge(mergeOrder(before, row, { names, now: clock.now() })?.order)
      return row.patch.status
    } catch (error) {
      if (failsIfUnknown && IbkrError.is(error, 'order-unknown') && !isOvertaken()) {
        const last = before?.status ?? 'unknown'
        this.fail(createOutcomeUnknownError(`IBKR no longer has order ${orderId} (last status: ${last})`))
      }
      return undefined
    } finally {
      this.#isReading = false
    }
  }

  #readReason(reason: unknown): void {
    this.#reason = textOf(reason) ?? this.#reason
  }
}
