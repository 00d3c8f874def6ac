import type { Clock } from '../../client/index.ts'
import type { KillReport, RemainingOrder } from '../../shared/contract/guard-rail-views.ts'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import { countByContract, describeCancelled, describeKillOutcome } from '../../shared/domain/kill-outcome.ts'
import { isWorking, type Order } from '../../shared/domain/orders.ts'
import { HostError } from '../host-error.ts'
import { createCancelRequest } from '../order-requests/order-ticket.ts'
import { createKilledError } from '../safety/not-sent-errors.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { ReadSession } from '../session/read-session.ts'
import type { SessionService } from '../session/session-service.ts'
import type { Gate } from '../trading/gate.ts'
import type { KillSwitchPress, Permissions } from '../trading/permission.ts'
import { UNCONFIRMED_ADVICE } from '../upstream/upstream-error.ts'
import type { OrderFeed } from './order-feed.ts'
import { ALL_ORDERS } from './order-records.ts'

/** Time in ms in which IBKR has to respond to a cancel. */
const CANCEL_WITHIN_MS = 8_000
/** Time in ms in which an order list that was requested after the cancels has to arrive. */
const LIST_WITHIN_MS = 15_000
/** Pause in ms before the order list is read again after a failure. */
const READ_AGAIN_MS = 1_000
/** Time in ms in which IBKR has to report the end of the orders, from an up-to-date list on. */
const END_WITHIN_MS = 4_000
/** Time in ms in which an order can appear that was on its way when the user pressed the key. */
const LATE_ORDER_MS = 1_000
/** Time in ms after which no further single cancel is sent. A late report is useless. */
const SINGLE_CANCELS_MS = 30_000

export interface KillSwitchOptions {
  readonly clock: Clock
  readonly session: SessionService
  readonly unsent: UnsentRequests
  readonly feed: OrderFeed
  readonly gate: Pick<Gate, 'send'>
  readonly permissions: Pick<Permissions, 'demandProfile' | 'grantKillSwitch'>
}

/** The outcome of one cancel. `unsent`: nothing has left, so it may be sent again. */
type Outcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'unsent' | 'failed' | 'unconfirmed'; readonly reason: string }

/** The cancels of all orders in one run, by account; undefined while a response is awaited. */
type AccountCancels = Map<string, Outcome | undefined>

/**
 * Disarms the profile, withdraws everything that waits, and cancels every working order in all accounts. Needs no
 * arming, unless the profile requires it: then the arming at the time of the press permits the cancels.
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
    })
  }

  /**
   * Runs the kill switch. A second press during a run gets the report of that run, and sends nothing. `profileId`: the
   * profile that the window showed.
   * @throws HostError `other-profile`
   */
  async run(profileId: string): Promise<KillReport> {
    const { session, unsent, permissions } = this.#options
    permissions.demandProfile(profileId)
    unsent.withdrawChanges(createKilledError())
    const isArmed = session.arming.view.kind === 'armed'
    const permission = this.#running === undefined ? this.#permit() : undefined
    // Disarm with every press, also during a run: the user may have armed the profile again.
    session.arming.disarm()
    this.#running ??= this.#start(permission, isArmed).finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  /** The run that is in progress; undefined if there is none. */
  get running(): Promise<KillReport> | undefined {
    return this.#running
  }

  /** Returns the permission for a press of the kill switch, or the error that refuses it. */
  #permit(): KillSwitchPress | HostError {
    try {
      return this.#options.permissions.grantKillSwitch()
    } catch (error) {
      if (error instanceof HostError) return error
      throw error
    }
  }

  async #start(permission: KillSwitchPress | HostError | undefined, isArmed: boolean): Promise<KillReport> {
    const before = workingOrders(this.#options.feed)
    if (permission !== undefined && !(permission instanceof HostError)) {
      const report = this.#cancelEverything(permission, before)
      // After the cancels, which wait for nothing.
      if (!isArmed) this.#options.feed.noteSent(NO_ORDER, 'Kill switch used while the profile was not armed')
      return report
    }
    const isConnected = this.#options.session.openSession !== undefined
    if (permission?.code !== 'not-armed' || !isConnected) return this.#report(before, new Map(), [NO_SESSION])
    const problems = this.#listProblems(this.#isListCurrent)
    if (before.length + problems.length === 0) return this.#report(before, new Map(), [])
    return { ...this.#report(before, new Map(), [NOT_ARMED, ...problems]), wasNotArmed: true }
  }

  async #cancelEverything(press: KillSwitchPress, before: readonly Order[]): Promise<KillReport> {
    const { session, feed } = this.#options
    const open = session.require()
    const wasListKnown = this.#isListCurrent
    const cancels: AccountCancels = new Map()
    const pending: Promise<void>[] = []
    const cancelAll = async (account: string): Promise<void> => {
      cancels.set(account, undefined)
      cancels.set(account, await this.#cancel(account, ALL_ORDERS, press))
    }
    // Sends one cancel to each account, and again only if nothing has left.
    const cancelAccounts = (): void => {
      const accounts = new Set([...this.#accounts, ...workingOrders(feed).map(({ account }) => account)])
      for (const account of accounts)
        if (account !== '' && (!cancels.has(account) || cancels.get(account)?.kind === 'unsent'))
          pending.push(cancelAll(account))
    }
    cancelAccounts()
    this.#note('Kill switch: disarmed. All working orders are being cancelled.')
    const stop = open.onState(({ kind }) => kind === 'ready' && cancelAccounts())
    // The session may become ready meanwhile, which adds cancels.
    const cancelsEnded = async (): Promise<void> => {
      while (pending.length > 0) await Promise.all(pending.splice(0))
    }
    try {
      await cancelsEnded()
      let isCurrent = await this.#untilEnded(open)
      await cancelsEnded()
      const isOver = (): boolean => session.openSession !== open
      const outcomes = isOver() ? new Map<string, Outcome>() : await this.#cancelSingly(press)
      const wasSent = [...outcomes.values()].some(({ kind }) => kind !== 'unsent')
      // If no individual cancel was sent, a second wait would only delay the report.
      if (!isOver() && wasSent && workingOrders(feed).length > 0) isCurrent = await this.#untilEnded(open)
      stop()
      await cancelsEnded()
      const problems = cancels.size === 0 ? [NO_ACCOUNTS] : []
      const selected = open.state.kind === 'ready' ? open.state.accounts.selected : undefined
      for (const [account, outcome] of cancels) {
        // IBKR lists only the orders of the selected account.
        const isListed = account === selected || cancels.size === 1
        if (outcome?.kind === 'accepted' && !isListed) problems.push(`Account ${account}: ${NOT_LISTED}`)
        else if (outcome && outcome.kind !== 'accepted') problems.push(`Account ${account}: ${outcome.reason}`)
      }
      // Without the session, the list shows an earlier state.
      if (isOver()) return { cancelled: 'unknown', contracts: [], remaining: [], problems: [...problems, SWITCHED] }
      return this.#report(before, outcomes, [...problems, ...this.#listProblems(isCurrent)], wasListKnown)
    } finally {
      stop()
    }
  }

  /** Cancels each order that still works. Includes orders that were on their way when the user pressed the key. */
  async #cancelSingly(press: KillSwitchPress): Promise<ReadonlyMap<string, Outcome>> {
    const { clock, feed } = this.#options
    const outcomes = new Map<string, Outcome>()
    const left = workingOrders(feed).filter(({ status }) => !isEnding(status))
    const last = clock.monotonic() + SINGLE_CANCELS_MS
    for (const batch of batchesOf(left)) {
      if (clock.monotonic() > last) break
      await Promise.all(
        batch.map(async ({ account, orderId }) => {
          outcomes.set(orderId, await this.#cancel(account, orderId, press))
        }),
      )
    }
    return outcomes
  }

  get #isListCurrent(): boolean {
    return this.#options.feed.freshness.isCurrent
  }

  #listProblems(isCurrent: boolean): readonly string[] {
    if (!isCurrent) return [LIST_UNKNOWN]
    return this.#options.feed.feed.snapshot().status.truncatedAt === undefined ? [] : [LIST_TRUNCATED]
  }

  #report(
    before: readonly Order[],
    outcomes: ReadonlyMap<string, Outcome>,
    problems: readonly string[],
    wasListKnown = true,
  ): KillReport {
    const { feed } = this.#options
    const remaining = workingOrders(feed).map((order): RemainingOrder => {
      const outcome = outcomes.get(order.orderId)
      if (outcome !== undefined && outcome.kind !== 'accepted')
        return { order, outcome: outcome.kind === 'unconfirmed' ? 'unconfirmed' : 'failed', reason: outcome.reason }
      if (outcome === undefined && !isEnding(order.status))
        return { order, outcome: 'failed', reason: 'No cancel was sent for this order.' }
      return { order, outcome: 'unconfirmed', reason: 'IBKR accepted the cancel, but still lists the order.' }
    })
    const orders = before.map(({ orderId }) => feed.order(orderId)).filter((order) => order?.status === 'Cancelled')
    const contracts = countByContract(orders.map((order) => order?.contractName || 'unknown contract'))
    const report: KillReport = { cancelled: wasListKnown ? orders.length : 'unknown', contracts, remaining, problems }
    const text = [`${describeKillOutcome(report)}.`, describeCancelled(contracts), ...problems]
      .filter(Boolean)
      .join(' ')
    this.#note(`Kill switch: ${text}`, remaining.length > 0 || problems.length > 0 ? 'error' : 'info')
    return report
  }

  /** Cancels an order, or all orders of an account. Waits for the response for a limited time. */
  async #cancel(accountId: string, orderId: string, press: KillSwitchPress): Promise<Outcome> {
    const { clock, session, feed, gate } = this.#options
    const ended = new AbortController()
    const cancelTimer = clock.after(CANCEL_WITHIN_MS, () => ended.abort())
    const what = orderId === ALL_ORDERS ? 'cancel of all orders' : 'cancel'
    try {
      const result = await gate.send({
        caller: { kind: 'person', profileId: session.profile.id, signal: ended.signal },
        permission: press,
        input: createCancelRequest(accountId, orderId, feed.order(orderId)),
        source: 'orders',
        journalText: `Kill switch: ${what} sent`,
      })
      switch (result.kind) {
        case 'accepted':
        case 'question':
          return { kind: 'accepted' }
        case 'rejected':
          return { kind: 'failed', reason: asSentence(result.message) }
        case 'unknown':
          return {
            kind: 'unconfirmed',
            reason: asSentence(result.error.message).replace(UNCONFIRMED_ADVICE, CANCEL_AGAIN),
          }
        case 'not-sent':
          return { kind: 'unsent', reason: `The ${what} was not sent. ${asSentence(result.error.message)}` }
      }
    } catch (error) {
      // Such as an order without an account. The report names it, and the other cancels are not affected.
      return { kind: 'failed', reason: asSentence(error instanceof Error ? error.message : String(error)) }
    } finally {
      cancelTimer()
    }
  }

  /**
   * Resolves when no order is working, also none that arrives late, or after some seconds. Resolves to whether the list
   * is up to date: it is streamed, or was read after the call.
   */
  #untilEnded(open: ReadSession): Promise<boolean> {
    const { clock, feed, session } = this.#options
    return new Promise((resolve) => {
      let mayBeLate = true
      let isCurrent = false
      let hasEnded = false
      const end = (): void => {
        hasEnded = true
        for (const stop of stops) stop()
        resolve(isCurrent)
      }
      const check = (): void => {
        if (!isCurrent && feed.isStreaming) becomeCurrent()
        if (!mayBeLate && isCurrent && workingOrders(feed).length === 0) end()
      }
      const becomeCurrent = (): void => {
        if (isCurrent) return
        isCurrent = true
        stops.push(clock.after(END_WITHIN_MS, end))
      }
      const read = async (): Promise<void> => {
        const hasRead = await feed.resync().catch(() => false)
        if (hasEnded) return
        if (session.openSession !== open) end()
        else if (!hasRead) stops.push(clock.after(READ_AGAIN_MS, () => void read()))
        else {
          becomeCurrent()
          check()
        }
      }
      const stops = [
        feed.feed.subscribe(check),
        clock.after(LATE_ORDER_MS, () => {
          mayBeLate = false
          check()
        }),
        clock.after(LIST_WITHIN_MS, end),
      ]
      check()
      void read()
    })
  }

  #note(text: string, level: 'info' | 'warning' | 'error' = 'warning'): void {
    this.#options.session.timeline.note({ level, text: asSentence(text) })
  }
}

/** Advice after a cancel without a response, unlike that after an order: a second cancel does no harm. */
const CANCEL_AGAIN = 'IBKR may have received the cancel. Run the kill switch again: a second cancel does no harm.'

const NO_ORDER = { orderId: '', account: '', symbol: '' } as const
/** Number of single cancels that are sent at once, well below IBKR's limit of requests per second. */
const AT_ONCE = 5

const NOT_ARMED =
  'The profile was not armed, and it requires arming for the kill switch, so nothing was cancelled. Arm it and run the kill switch again, or cancel in TWS or by phone.'
const NO_SESSION =
  'No session is open, so nothing was sent and nothing was cancelled. Connect, or cancel in TWS or by phone.'
const NO_ACCOUNTS =
  'The accounts are not known yet, so nothing was sent to them. Try again, or cancel in TWS or by phone.'

const SWITCHED =
  'The session of the profile was closed during the run, so it is not known which of its orders still work. Check them in that profile, or in TWS.'
const LIST_UNKNOWN =
  'No up-to-date order list was received, so other orders may be working. Check the list later, or in TWS.'
const NOT_LISTED =
  'IBKR accepted the cancel of all orders, but lists only the orders of the selected account. Check in TWS whether an order of this account still works.'
const LIST_TRUNCATED = 'IBKR’s order list ends at 1,000 orders, so other orders may be working. Check in TWS.'

const workingOrders = (feed: OrderFeed): readonly Order[] => feed.orders().filter(isWorking)

const isEnding = (status: string): boolean => status === 'PendingCancel' || status === 'PreCancelled'

function batchesOf(orders: readonly Order[]): readonly (readonly Order[])[] {
  return Array.from({ length: Math.ceil(orders.length / AT_ONCE) }, (_, index) =>
    orders.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  )
}
