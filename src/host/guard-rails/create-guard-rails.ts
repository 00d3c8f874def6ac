import type { Order } from '../../shared/domain/orders.ts'
import type { ProfitRow } from '../../shared/domain/profit.ts'
import type { AccountFeed } from '../account/account-feed.ts'
import type { ContractsService } from '../contracts/contracts-service.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import { NOT_PERMITTED_TEXT } from '../journal/journal-error.ts'
import { buildRequest } from '../order-requests/build-request.ts'
import { createOrderRequest } from '../order-requests/order-ticket.ts'
import type { Services } from '../service-types.ts'
import type { PendingQuestion } from '../session/pending-question.ts'
import type { SessionService } from '../session/session-service.ts'
import { isWriteProtected } from '../storage/write-protection.ts'
import { NOT_SENT_DETAIL } from '../upstream/upstream-error.ts'
import type { GuardRailSettingsArea } from './create-guard-rail-settings.ts'
import { GuardRailsService, outgoingOf } from './guard-rails-service.ts'
import { FactsReader } from './read-facts.ts'
import { SentOrders } from './sent-orders.ts'

/** Maximum age in ms of the daily profit and loss. */
const PROFIT_AGE_MS = 60_000

export interface GuardRailsNeeds {
  readonly session: SessionService
  readonly settings: Pick<GuardRailSettingsArea, 'stored' | 'recent'>
  readonly contracts: ContractsService
  readonly question: PendingQuestion
  readonly profit: AccountFeed<ProfitRow>
  readonly orderList: OrderList
}

/** IBKR's order list. */
interface OrderList {
  /** Returns the orders, undefined if they are not up to date. */
  readonly current: () => readonly Order[] | undefined
  /** Time when it was requested, in ms since epoch; undefined before the first one. */
  readonly requestedAt: () => number | undefined
  /** Reports whether it has all orders of an account. */
  readonly covers: (account: string) => boolean
  /** Calls `onChange` after changes. Returns an unsubscribe function. */
  readonly watch: (onChange: () => void) => () => void
}

/** Resolves when the order list is up to date, or when the wait is cancelled. */
const untilCurrent = ({ current, watch }: OrderList, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (current() !== undefined || signal.aborted) return resolve()
    const end = (): void => {
      stop()
      resolve()
    }
    const stop = watch(() => current() !== undefined && end())
    signal.addEventListener('abort', end, { once: true })
  })

export interface GuardRailsArea {
  readonly guardRails: GuardRailsService
  readonly handlers: Pick<Services, 'guardRails.check'>
  dispose(): void
}

/** Creates the checks of a profile in use, and reads the profit and loss that they need. */
export function createGuardRails({ clock, home }: HostContext, needs: GuardRailsNeeds): GuardRailsArea {
  const { session, settings, contracts, question, profit, orderList } = needs
  const { stored, recent } = settings
  const facts = new FactsReader({
    clock,
    session: () => session.openSession,
    quote: (conid, signal, by) => contracts.quote(conid, signal, by),
    ordersCurrent: (signal) => untilCurrent(orderList, signal),
    profit: () => profit.rowsWithin(PROFIT_AGE_MS),
  })
  const requireJournal = (): void => {
    const isLive = session.arming.environment === 'live'
    if (isLive && isWriteProtected(home)) throw createNotJournaledError(NOT_PERMITTED_TEXT)
  }
  const sent = new SentOrders(clock)
  const guardRails = new GuardRailsService({
    ...{ stored, recent, sent, orderList, session, question, facts, requireJournal },
  })

  // Reads the profit and loss only while a limit needs it.
  let stopProfit: (() => void) | undefined
  const endProfit = (): void => {
    stopProfit?.()
    stopProfit = undefined
  }
  const watchProfit = (): void => {
    const isNeeded = stored.of(session.profile).dailyLoss.action !== 'off'
    if (isNeeded) stopProfit ??= profit.feed.subscribe(() => undefined)
    else endProfit()
  }
  watchProfit()
  const stopFollowing = stored.feed.subscribe(watchProfit)
  session.follow({ attach: () => facts.clear() })

  return {
    guardRails,
    dispose() {
      stopFollowing()
      endProfit()
    },
    handlers: {
      'guardRails.check': async (input, { signal }) =>
        guardRails.check(
          outgoingOf(input.kind === 'ticket' ? createOrderRequest(input) : buildRequest(input.request).input),
          input.mayRead ?? true,
          signal,
        ),
    },
  }
}

const createNotJournaledError = (reason: string): HostError =>
  new HostError(
    'not-journaled',
    `Not sent: a LIVE profile sends no orders that cannot be journaled, only cancels. ${reason}`,
    { detail: NOT_SENT_DETAIL, retryable: false },
  )
