import type { ContractsService } from '../contracts/contracts-service.ts'
import type { JournalService } from '../journal/journal-service.ts'
import type { Services } from '../rpc/services.ts'
import type { SessionService } from '../session/session-service.ts'
import type { OrderFeed } from './order-feed.ts'
import type { OrdersService } from './orders-service.ts'

type OrderNames = Extract<keyof Services, `${'orders' | 'contracts' | 'journal'}.${string}`>

/** The part of the contract that is about orders, what they are for and what became of them. */
export function orderHandlers(parts: {
  readonly session: SessionService
  readonly feed: OrderFeed
  readonly orders: OrdersService
  readonly contracts: ContractsService
  readonly journal: JournalService
}): Pick<Services, OrderNames> {
  const { session, feed, orders, contracts, journal } = parts
  return {
    'orders.feed': () => feed.feed,
    'orders.timeline': ({ orderId, limit }) => feed.timeline(orderId, limit),
    'orders.place': ({ waitId, profileId, ...ticket }, { signal }) =>
      orders.place(ticket, { waitId, profileId, signal }),
    'orders.reply': ({ replyId, confirmed, waitId, profileId }, { signal }) =>
      orders.reply(replyId, confirmed, { waitId, profileId, signal }),
    'orders.openQuestion': async () => orders.openQuestion(),
    'orders.cancel': ({ accountId, orderId, waitId, profileId }, { signal }) =>
      orders.cancel(accountId, orderId, { waitId, profileId, signal }),
    'orders.changeable': ({ orderId }, { signal }) => orders.changeable(orderId, signal),
    'orders.modify': ({ orderId, waitId, profileId, ...ticket }, { signal }) =>
      orders.modify(orderId, ticket, { waitId, profileId, signal }),
    'orders.refresh': async () => {
      session.require()
      await feed.reader?.resync()
      return null
    },
    'contracts.search': ({ symbol }, { signal }) => contracts.search(symbol, signal),
    'contracts.quote': ({ conid }, { signal }) => contracts.quote(conid, signal),
    'contracts.name': ({ conid }, { signal }) => contracts.name(conid, signal),
    'journal.feed': () => journal.feed,
    'journal.page': (input) => journal.page(input),
    'journal.export': (input) => journal.export(input),
  }
}
