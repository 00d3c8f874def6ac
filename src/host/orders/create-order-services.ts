import type { ContractsService } from '../contracts/contracts-service.ts'
import type { LiveQuotes } from '../contracts/live-quotes.ts'
import type { OpenedDatabase } from '../database/open-database.ts'
import type { GuardRailsService } from '../guard-rails/guard-rails-service.ts'
import type { RequestRecorder } from '../history/sent-request.ts'
import type { HostContext } from '../host-context.ts'
import type { InboxEvent } from '../inbox/record-event.ts'
import { NOT_PERMITTED_TEXT } from '../journal/journal-error.ts'
import { JournalService } from '../journal/journal-service.ts'
import { describeErrorForLog } from '../log/log.ts'
import { OrderNotifier } from '../notifications/order-notifier.ts'
import type { SavedResponseBodies } from '../requests/saved-response-bodies.ts'
import type { HandlersOf } from '../rpc/service-types.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { ConnectionLog } from '../session/connection-log.ts'
import type { SessionService } from '../session/session-service.ts'
import { isWriteProtected } from '../storage/write-protection.ts'
import { OrderFeed } from './order-feed.ts'
import { OrderQuotes } from './order-quotes.ts'
import { OrdersService } from './orders-service.ts'
import type { PendingQuestion } from './pending-question.ts'

export interface OrderServicesDeps extends OpenedDatabase {
  readonly session: SessionService
  readonly connection: ConnectionLog
  /** Records an event in the inbox and shows it. */
  readonly report: (event: InboxEvent) => void
  readonly bodies: SavedResponseBodies
  readonly unsent: UnsentRequests
  readonly contracts: ContractsService
  readonly quotes: LiveQuotes
  /** The open order question, raised by the ticket or by the explorer. */
  readonly question: PendingQuestion
  readonly guardRails: GuardRailsService
  readonly record: RequestRecorder
}

export interface OrderServices {
  readonly feed: OrderFeed
  readonly handlers: HandlersOf<'orders' | 'contracts' | 'journal'>
  /** Returns why orders cannot be journaled, undefined if they can. */
  journalProblem(): string | undefined
  /** Resolves when quotes and journal entries that are still in memory are written, or could not be written. */
  written(): Promise<void>
  /** Writes the journal entries that are still in memory, then closes. */
  close(): Promise<void>
}

/** Creates the order feed, the journal of orders, and the descriptions of their contracts. */
export function createOrderServices(context: HostContext, deps: OrderServicesDeps): OrderServices {
  const { home, clock, log } = context
  const { session, connection, report, database, bodies, unsent, record, onPruned } = deps
  const { contracts, quotes, question, guardRails } = deps
  const onFailing = (reason: string): void => log.write('warning', 'orders-not-journaled', reason)
  const journal = new JournalService({ database, clock, bodies, onPruned, onFailing })
  const orderQuotes = new OrderQuotes({
    clock,
    database,
    scope: () => session.dataScope,
    live: (conid) => quotes.current(conid),
    onProblem: (error) => log.write('warning', 'order-quotes-not-stored', describeErrorForLog(error)),
  })
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
  const orders = new OrdersService({
    session,
    feed,
    question,
    unsent,
    guardRails,
    quotes: orderQuotes,
    describeContract: contracts.describe,
    readDefaultVenue: contracts.readDefaultVenue,
    record,
  })
  return {
    feed,
    journalProblem: () => (isWriteProtected(home) ? NOT_PERMITTED_TEXT : undefined),
    async written() {
      await Promise.all([orderQuotes.written(), journal.writer.settled()])
    },
    async close() {
      await orderQuotes.written()
      await journal.writer.close()
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
      'contracts.search': ({ symbol }, { signal }) => contracts.search(symbol, signal),
      'contracts.quote': async ({ conid }, { signal }) => {
        const quote = await contracts.quote(conid, signal)
        guardRails.noteQuote(quote)
        orderQuotes.noteSnapshot(quote)
        return quote
      },
      'contracts.quotes': ({ conids }) => quotes.source(conids),
      'contracts.history': ({ conid, since }, { signal }) => contracts.history(conid, since, signal),
      'contracts.increments': ({ conids }, { signal }) => contracts.increments(conids, signal),
      'contracts.name': ({ conid }, { signal }) => contracts.name(conid, signal),
      'journal.feed': () => journal.feed,
      'journal.page': (input) => journal.page(input),
      'journal.export': (input) => journal.export(input),
    },
  }
}
