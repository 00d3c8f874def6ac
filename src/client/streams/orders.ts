import { Observable, Subject, type Subscriber } from 'rxjs'
import { type BookChange, OrderBook } from '../../shared/domain/order-book.ts'
import type { Order, OrderSource } from '../../shared/domain/orders.ts'
import { rowOf } from '../../shared/domain/read-value.ts'
import type { SessionSupervisor } from '../session/session-supervisor.ts'
import type { SocketFrame } from '../socket/socket-events.ts'
import { OrderReader } from './order-reader.ts'
import type { StreamSource } from './stream-source.ts'
import type { StreamGap, StreamState } from './stream-state.ts'

/** The orders of the day as far as they are known, with what changed since the value before. */
export interface Orders extends StreamState {
  /** By order id; the same map every time, kept up to date: copy what is to be kept. */
  readonly orders: ReadonlyMap<string, Order>
  readonly changed: readonly Order[]
  /** Ids of orders that the server no longer knows, or that were let go beyond 5,000. */
  readonly removed: readonly string[]
  /** The orders were read over REST: until then only those are known that changed. */
  readonly isComplete: boolean
  /** Why the newest reading over REST failed, as a code; it is tried again. Undefined once one has succeeded. */
  readonly problem: string | undefined
}

type Changes = Pick<BookChange, 'changed' | 'removed'>

const NOTHING: Changes = { changed: [], removed: [] }

/** Live orders: deltas of `sor` merged by id, read over REST at the start, after a gap, and once a minute. */
export class OrderStream {
  readonly #source: StreamSource
  readonly #session: Pick<SessionSupervisor, 'request' | 'state' | 'onState' | 'hasOpenQuestion'>
  readonly #values = new Subject<Orders>()
  #subscribers = 0
  #book = new OrderBook()
  #at = 0
  #gap: StreamGap | undefined
  /** What was known when the gap ended. */
  #gapMark = 0
  #isComplete = false
  #problem: string | undefined
  #reader: OrderReader | undefined
  #release: (() => void)[] = []

  constructor(
    source: StreamSource,
    session: Pick<SessionSupervisor, 'request' | 'state' | 'onState' | 'hasOpenQuestion'>,
  ) {
    this.#source = source
    this.#session = session
  }

  readonly values: Observable<Orders> = new Observable((subscriber) => this.#attach(subscriber))

  #attach(subscriber: Subscriber<Orders>): (() => void) | undefined {
    if (this.#source.closing.aborted) {
      subscriber.complete()
      return undefined
    }
    this.#subscribers += 1
    if (this.#subscribers === 1) this.#begin()
    if (this.#at !== 0 || this.#problem !== undefined)
      subscriber.next(this.#value({ changed: this.#book.orders(), removed: [] }))
    const subscription = this.#values.subscribe(subscriber)
    return () => {
      subscription.unsubscribe()
      this.#subscribers -= 1
      if (this.#subscribers === 0) this.#end()
    }
  }

  #begin(): void {
    const { clock, closing } = this.#source
    this.#book = new OrderBook()
    this.#at = 0
    this.#gap = undefined
    this.#isComplete = false
    this.#problem = undefined
    const reader = new OrderReader({
      session: this.#session,
      clock,
      mark: () => this.#book.mark(),
      adopt: (orders, source, mark) => this.#adopt(orders, source, mark),
      need: () => {
        if (!this.#isComplete || this.#gap?.to !== undefined) return 'everything'
        return this.#gap !== undefined || !this.#source.connected ? 'soon' : 'later'
      },
      onProblem: (code) => this.#failed(code),
    })
    this.#reader = reader
    const resync = (): void => {
      if (this.#session.state.kind === 'ready') reader.resync().catch(() => undefined)
    }
    const complete = (): void => this.#values.complete()
    closing.addEventListener('abort', complete)
    this.#release = [
      this.#source.on('sor', (frame) => this.#receive(frame)),
      this.#source.subscribe('sor+{}', 'uor+{}'),
      this.#source.onDown((from) => this.#openGap({ from })),
      this.#source.onGap((gap) => {
        this.#openGap({ from: this.#gap?.from ?? gap.from, to: gap.to })
        resync()
      }),
      this.#session.onState(({ kind }) => kind === 'ready' && resync()),
      () => closing.removeEventListener('abort', complete),
      () => reader.stop(),
    ]
    resync()
  }

  #end(): void {
    for (const release of this.#release) release()
    this.#release = []
    this.#reader = undefined
  }

  #receive({ value, at }: SocketFrame): void {
    const args = rowOf(value)?.['args']
    if (!Array.isArray(args)) return
    const change = this.#book.apply(args, 'stream', at)
    if (change.events.some(({ isNews }) => isNews)) this.#reader?.heard()
    else if (change.events.some(({ isPlaceholder }) => isPlaceholder)) this.#reader?.heardIds()
    if (change.changed.length + change.removed.length > 0) this.#tell(change, at)
  }

  #adopt(orders: readonly unknown[], source: OrderSource, mark: number): void {
    const at = this.#source.clock.now()
    const change = this.#book.applySnapshot(orders, source, mark, at, this.#covered())
    const wasComplete = this.#isComplete
    this.#isComplete = true
    // A snapshot requested before a gap ended does not include what happened in it.
    const recovered = this.#problem !== undefined
    this.#problem = undefined
    const repaired = this.#gap?.to !== undefined && this.#gapMark < mark
    if (repaired) this.#gap = undefined
    if (change.changed.length + change.removed.length > 0 || repaired || recovered || !wasComplete)
      this.#tell(change, at)
    // The stream should have reported it: another program's filtered read may have stopped its details.
    const isMissed = source === 'poll' && this.#source.connected && change.events.some(({ step }) => step !== undefined)
    if (isMissed) this.#reader?.resync({ unmute: true }).catch(() => undefined)
  }

  /** Told once for each problem, not with every try. */
  #failed(code: string): void {
    if (code === this.#problem) return
    this.#problem = code
    this.#values.next(this.#value(NOTHING))
  }

  /** A reading is about the selected account alone. */
  #covered(): string | undefined {
    const { state } = this.#session
    return state.kind === 'ready' ? state.accounts.selected : undefined
  }

  #openGap(gap: StreamGap): void {
    this.#gap = gap
    this.#gapMark = this.#book.now
    if (this.#at !== 0) this.#values.next(this.#value(NOTHING))
  }

  #tell(change: Changes, at: number): void {
    this.#at = at
    this.#values.next(this.#value(change))
  }

  #value({ changed, removed }: Changes): Orders {
    const [at, gap, orders] = [this.#at, this.#gap, this.#book.byId]
    return { at, gap, orders, changed, removed, isComplete: this.#isComplete, problem: this.#problem }
  }
}
