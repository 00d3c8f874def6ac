import { type Clock, readCancelResponse, type SessionSupervisor } from '../../client/index.ts'
import type { KillReport, RemainingOrder } from '../../shared/contract/guard-rail-views.ts'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import { isWorking, type Order } from '../../shared/domain/orders.ts'
import type { SentRequestListener } from '../history/sent-request.ts'
import { HostError } from '../host-error.ts'
import type { OrderFeed } from '../orders/order-feed.ts'
import { createCancelRequest } from '../orders/order-ticket.ts'
import { recordOrderRequest } from '../orders/record-order-request.ts'
import { createKilledError } from '../safety/send-permission.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { SessionService } from '../session/session-service.ts'
import { isKnownUnsent, toUpstreamError } from '../upstream/upstream-error.ts'

/** Time in ms in which a cancel has to be answered. */
const CANCEL_WITHIN_MS = 8_000
/** Time in ms in which IBKR has to report the end of the orders after their cancel. */
const END_WITHIN_MS = 4_000
/** Time in ms in which an order can appear that was on its way when the user pressed the key. */
const LATE_ORDER_MS = 1_000
/** Time in ms after which no further single cancel is sent. A report that comes late helps nobody. */
const SINGLE_CANCELS_MS = 30_000

export interface KillSwitchOptions {
  readonly clock: Clock
  readonly session: SessionService
  readonly unsent: UnsentRequests
  readonly feed: OrderFeed
  readonly onSent: SentRequestListener
}

/** The outcome of one cancel. */
type Outcome = { readonly kind: 'accepted' } | { readonly kind: 'failed' | 'unconfirmed'; readonly reason: string }

/**
 * Disarms the profile, withdraws everything that waits, and cancels every working order in all accounts. The arming at
 * the time of the press permits the cancels. If the profile is not armed, nothing is sent and the report says so.
 */
export class KillSwitch {
  readonly #options: KillSwitchOptions
  #running: Promise<KillReport> | undefined
  /** Accounts of the newest session that was ready. A competing session has none. */
  #accounts: readonly string[] = []

  constructor(options: KillSwitchOptions) {
    this.#options = options
    options.session.follow({
      attach: (session) => {
        const note = (): void => {
          if (session.state.kind === 'ready') this.#accounts = session.state.accounts.accounts
        }
        session.onState(note)
        note()
      },
      clear: () => {
        this.#accounts = []
      },
    })
  }

  /** Runs the kill switch. A second press during a run gets the report of that run. */
  run(): Promise<KillReport> {
    // Disarm with every press, also during a run: the user may have armed the profile again.
    const { session, unsent } = this.#options
    const wasArmed = session.arming.view.kind === 'armed'
    unsent.withdrawChanges(createKilledError())
    session.arming.disarm()
    if (this.#running === undefined && !wasArmed) return Promise.resolve(this.#reportUnarmed())
    this.#running ??= this.#cancelEverything().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #cancelEverything(): Promise<KillReport> {
    const { clock, session, feed } = this.#options
    const before = workingOrders(feed)
    this.#note('Kill switch: disarmed. All working orders are being cancelled.')
    const open = session.openSession
    if (open === undefined) return this.#report(before, new Map(), [NO_SESSION])
    const accounts = [...new Set([...this.#accounts, ...before.map(({ account }) => account)])].filter(Boolean)
    const problems = accounts.length === 0 ? [NO_ACCOUNTS] : []
    const ofAccounts = await Promise.all(
      accounts.map(async (account) => ({ account, outcome: await this.#cancel(open, account, ALL_ORDERS) })),
    )
    for (const { account, outcome } of ofAccounts)
      if (outcome.kind !== 'accepted') problems.push(`Account ${account}: ${outcome.reason}`)
    const isAccepted = ofAccounts.length > 0 && ofAccounts.every(({ outcome }) => outcome.kind === 'accepted')
    if (isAccepted) await this.#untilEnded()
    // Includes orders that IBKR accepted in the meantime, because they were on their way when the user pressed the key.
    const outcomes = new Map<string, Outcome>()
    const left = workingOrders(feed).filter(({ status }) => !isEnding(status))
    const last = clock.monotonic() + SINGLE_CANCELS_MS
    for (const batch of batchesOf(left)) {
      if (clock.monotonic() > last) break
      await Promise.all(
        batch.map(async ({ account, orderId }) => {
          outcomes.set(orderId, await this.#cancel(open, account, orderId))
        }),
      )
    }
    if (workingOrders(feed).length > 0) await this.#untilEnded()
    return this.#report(before, outcomes, [...problems, ...this.#listProblems()])
  }

  /** Reports what is working, without a request. */
  #reportUnarmed(): KillReport {
    const { feed, session } = this.#options
    const before = workingOrders(feed)
    if (session.openSession === undefined) return this.#report(before, new Map(), [NO_SESSION])
    const problems = this.#listProblems()
    if (before.length + problems.length === 0) return this.#report(before, new Map(), [])
    return { ...this.#report(before, new Map(), [NOT_ARMED, ...problems]), wasNotArmed: true }
  }

  #listProblems(): readonly string[] {
    const { health } = this.#options.feed.feed.snapshot().status
    return health.kind === 'waiting' || health.kind === 'stale' ? [LIST_UNKNOWN] : []
  }

  #report(before: readonly Order[], outcomes: ReadonlyMap<string, Outcome>, problems: readonly string[]): KillReport {
    const { feed } = this.#options
    const remaining = workingOrders(feed).map((order): RemainingOrder => {
      const outcome = outcomes.get(order.orderId)
      if (outcome !== undefined && outcome.kind !== 'accepted')
        return { order, outcome: outcome.kind, reason: outcome.reason }
      if (outcome === undefined && !isEnding(order.status))
        return { order, outcome: 'failed', reason: 'No cancel was sent for this order.' }
      return { order, outcome: 'unconfirmed', reason: 'IBKR accepted the cancel, but still lists the order.' }
    })
    const cancelled = before.filter(({ orderId }) => feed.order(orderId)?.status === 'Cancelled').length
    const report = { cancelled, remaining, problems }
    this.#note(`Kill switch: ${summarise(report)}`, remaining.length > 0 || problems.length > 0 ? 'error' : 'info')
    return report
  }

  /** Cancels an order, or all orders of an account. Waits for the response for a limited time. */
  async #cancel(open: SessionSupervisor, accountId: string, orderId: string): Promise<Outcome> {
    const { clock, feed, onSent } = this.#options
    const input = createCancelRequest(accountId, orderId, feed.order(orderId))
    const finish = recordOrderRequest(input, performance.now())
    const ended = new AbortController()
    const cancelTimer = clock.after(CANCEL_WITHIN_MS, () => ended.abort())
    const what = orderId === ALL_ORDERS ? 'cancel of all orders' : 'cancel'
    const about = { orderId: orderId === ALL_ORDERS ? '' : orderId, account: accountId, symbol: '' }
    try {
      // Goes ahead of everything that waits for the rate limit, also in the penalty box.
      const body = await open.request(
        { ...input, priority: 'high', signal: ended.signal },
        { safe: false, explicit: true },
      )
      onSent(finish({ kind: 'answered', body }, performance.now()))
      const response = readCancelResponse(body)
      const isRejected = response?.kind === 'rejected'
      feed.noteSent(
        about,
        `Kill switch: ${what} ${isRejected ? 'rejected' : 'sent'}: ${response?.message ?? 'no answer'}`,
      )
      if (response === undefined) return { kind: 'unconfirmed', reason: 'IBKR’s response cannot be read.' }
      return isRejected ? { kind: 'failed', reason: asSentence(response.message) } : { kind: 'accepted' }
    } catch (error) {
      const failure = toUpstreamError(error, true)
      const reason = asSentence(failure instanceof Error ? failure.message : String(failure))
      if (!(failure instanceof HostError) || isKnownUnsent(failure)) return { kind: 'failed', reason }
      if (error !== failure) onSent(finish({ kind: 'failed', failure }, performance.now()))
      feed.noteSent(about, `Kill switch: ${what} failed: ${reason}`)
      return { kind: failure.code === 'outcome-unknown' ? 'unconfirmed' : 'failed', reason }
    } finally {
      cancelTimer()
    }
  }

  /** Resolves when no order is working, also none that arrives late, or after some seconds. Reads the order list. */
  #untilEnded(): Promise<void> {
    const { clock, feed } = this.#options
    feed.resync().catch(() => undefined)
    return new Promise((resolve) => {
      let mayBeLate = true
      const check = (): void => {
        if (!mayBeLate && workingOrders(feed).length === 0) end()
      }
      const end = (): void => {
        for (const stop of stops) stop()
        resolve()
      }
      const stops = [
        feed.feed.subscribe(check),
        clock.after(LATE_ORDER_MS, () => {
          mayBeLate = false
          check()
        }),
        clock.after(END_WITHIN_MS, end),
      ]
    })
  }

  #note(text: string, level: 'info' | 'warning' | 'error' = 'warning'): void {
    this.#options.session.timeline.note({ level, text: asSentence(text) })
  }
}

/** The order id that stands for all orders of an account. */
const ALL_ORDERS = '-1'
/** Number of single cancels that are sent at once, well below IBKR's limit of requests per second. */
const AT_ONCE = 5

const NOT_ARMED =
  'The profile was not armed, so nothing was cancelled. Arm it and run the kill switch again, or cancel in TWS or by phone.'
const NO_SESSION = 'No session is open, so nothing was cancelled. Connect, or cancel in TWS or by phone.'
const NO_ACCOUNTS = 'The accounts are not known yet, so nothing was cancelled. Try again, or cancel in TWS or by phone.'

const LIST_UNKNOWN = 'The order list is not up to date, so other orders may be working. Check it later.'

const workingOrders = (feed: OrderFeed): readonly Order[] => feed.orders().filter(isWorking)

const isEnding = (status: string): boolean => status === 'PendingCancel' || status === 'PreCancelled'

function batchesOf(orders: readonly Order[]): readonly (readonly Order[])[] {
  return Array.from({ length: Math.ceil(orders.length / AT_ONCE) }, (_, index) =>
    orders.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  )
}

function summarise({ cancelled, remaining, problems }: KillReport): string {
  const rest = remaining.length === 0 ? 'none remains' : `${remaining.length} may still be working`
  return [`${cancelled} cancelled, ${rest}.`, ...problems].join(' ')
}
