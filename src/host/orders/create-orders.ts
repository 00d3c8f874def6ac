import type { ContractId } from '../../shared/domain/combo.ts'
import type { ContractsArea } from '../contracts/create-contracts.ts'
import type { Database } from '../database/database.ts'
import type { HostContext } from '../host-context.ts'
import type { InboxEvent } from '../inbox/record-event.ts'
import type { JournalService } from '../journal/journal-service.ts'
import { describeErrorForLog } from '../log/log.ts'
import { OrderNotifier } from '../notifications/order-notifier.ts'
import type { HandlersOf } from '../service-types.ts'
import type { ConnectionLog } from '../session/connection-log.ts'
import type { PendingQuestion } from '../session/pending-question.ts'
import type { SessionService } from '../session/session-service.ts'
import type { Gate } from '../trading/gate.ts'
import { OrderFeed } from './order-feed.ts'
import { OrderQuotes } from './order-quotes.ts'
import { createOrderRecords } from './order-records.ts'
import { OrdersService } from './orders-service.ts'

export interface OrdersNeeds {
  readonly database: Database
  readonly journal: JournalService
  readonly session: SessionService
  readonly connection: ConnectionLog
  /** Records an event in the inbox and shows it. */
  readonly report: (event: InboxEvent) => void
  readonly contracts: ContractsArea
  /** The open order question, raised by the ticket or by the explorer. */
  readonly question: PendingQuestion
  readonly gate: Gate
}

export interface OrdersArea {
  readonly feed: OrderFeed
  readonly handlers: HandlersOf<'orders'>
  /** Resolves when quotes that are still in memory are written, or could not be written. */
  written(): Promise<void>
  /** Stops following orders. Writes the quotes that are still in memory. */
  dispose(): Promise<void>
}

/** Creates the orders of a profile in use: their feed, and the requests that place and change them. */
export function createOrders({ clock, log }: HostContext, needs: OrdersNeeds): OrdersArea {
  const { session, connection, report, database, journal, question, gate } = needs
  const { contracts, quotes, onQuote } = needs.contracts
  const orderQuotes = new OrderQuotes({
    clock,
    database,
    scope: () => session.dataScope,
    live: (conid) => quotes.current(conid),
    onProblem: (error) => log.write('warning', 'order-quotes-not-stored', describeErrorForLog(error)),
  })
  onQuote((quote) => orderQuotes.noteSnapshot(quote))
  const notifier = new OrderNotifier(clock, report)
  session.follow(notifier)
  const feed = new OrderFeed({
    clock,
    journal,
    scope: () => ({
      id: session.dataScope,
      profileId: session.profile.id,
      environment: session.arming.environment,
    }),
    onProblem: (code) => log.write('warning', 'orders-not-read', code),
    readContract: (conid, signal) => contracts.name(conid, signal),
    onRepaired: (gap) => connection.resynced(gap),
    onTransitions: (transitions) => {
      for (const transition of transitions) {
        notifier.notify(transition)
        const { before, after } = transition
        const { orderId, conid, filled = 0 } = after
        if (filled > (before?.filled ?? 0)) orderQuotes.recordFill({ orderId, conid, filled })
      }
    },
  })
  session.follow(feed)
  const symbolOf = (contract: ContractId): string => contracts.describe(contract).symbol
  gate.follow(createOrderRecords({ session, feed, quotes: orderQuotes, symbolOf }))
  const orders = new OrdersService({
    session,
    feed,
    question,
    gate,
    describeContract: contracts.describe,
    readDefaultVenue: contracts.readDefaultVenue,
  })
  return {
    feed,
    written: () => orderQuotes.written(),
    async dispose() {
      feed.dispose()
      await orderQuotes.written()
    },
    handlers: {
      'orders.feed': () => feed.feed,
      'orders.timeline': ({ orderId, limit }) => feed.timeline(orderId, limit),
      'orders.quotes': ({ orderId }) => orderQuotes.of(orderId),
      'orders.place': ({ waitId, profileId, acknowledged, ...ticket }, { signal }) =>
        orders.place(ticket, { waitId, profileId, acknowledged, signal }),
      'orders.reply': ({ replyId, confirmed, ...caller }, { signal }) =>
        orders.reply(replyId, confirmed, { ...caller, signal }),
      'orders.openQuestion': async () => orders.openQuestion(),
      'orders.cancel': ({ accountId, orderId, ...caller }, { signal }) =>
        orders.cancel(accountId, orderId, { ...caller, signal }),
      'orders.changeable': ({ orderId }, { signal }) => orders.changeable(orderId, signal),
      'orders.modify': ({ orderId, waitId, profileId, acknowledged, ...ticket }, { signal }) =>
        orders.modify(orderId, ticket, { waitId, profileId, acknowledged, signal }),
      'orders.refresh': async () => {
        session.require()
        await feed.resync()
      },
      'orders.find': (search, { signal }) => orders.find(search, signal),
    },
  }
}
