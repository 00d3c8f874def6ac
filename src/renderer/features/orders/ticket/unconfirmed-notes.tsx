import { ordersOfTicket } from '../../../../shared/domain/attached-orders.ts'
import { contractIdOf } from '../../../../shared/domain/combo.ts'
import { formatTrade } from '../../../../shared/domain/order-size.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { formatTimeOfDay } from '../../../ui/format-time.ts'
import { Message } from '../../../ui/message.tsx'
import { RetryText } from '../../waiting/index.ts'
import { focusBlotter, openTimeline } from '../blotter-store.ts'
import { partsWarning, sizeWithUnit } from './order-text.ts'
import { useTicketAccount } from './ticket-facts.ts'
import { useTicketStore } from './ticket-store.ts'
import {
  dismissUnconfirmed,
  duplicateOf,
  listedOrders,
  type OrderSearch,
  searchFor,
  type UnconfirmedOrder,
  useUnconfirmedOrders,
} from './unconfirmed-orders.ts'

/** Notes about the unconfirmed orders of the selected profile. */
export function UnconfirmedNotes() {
  const profileId = useSessionStore((data) => data.view?.profile.id)
  const orders = useUnconfirmedOrders((data) => data.orders)
  return orders
    .filter((each) => each.profileId === profileId)
    .map((each, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: an order whose reference is unknown has no other key
      <div key={index} ref={scrollTo}>
        {each.isFound ? <FoundNote found={each} /> : <UnconfirmedNote unconfirmed={each} />}
      </div>
    ))
}

/** Shows a new note: the ticket is scrolled to the button that was pressed, below it. */
const scrollTo = (note: HTMLElement | null): void => note?.scrollIntoView({ block: 'nearest' })

/** Returns the unconfirmed order that the order in the ticket could duplicate. */
export function useDuplicate(): UnconfirmedOrder | undefined {
  const contract = useTicketStore(({ form }) => form.contract)
  const side = useTicketStore(({ form }) => form.side)
  const isNew = useTicketStore(({ changing }) => changing === undefined)
  const accountId = useTicketAccount()
  const profileId = useSessionStore((data) => data.view?.profile.id)
  const orders = useUnconfirmedOrders((data) => data.orders)
  if (!isNew || contract === undefined || accountId === undefined) return undefined
  return duplicateOf({ accountId, ...contractIdOf(contract), side }, profileId, orders)
}

const nameOf = ({ order, contract, currency }: UnconfirmedOrder): string =>
  `${order.side} ${formatTrade(sizeWithUnit(order, contract, currency), contract.symbol)}`

function UnconfirmedNote({ unconfirmed }: { readonly unconfirmed: UnconfirmedOrder }) {
  const { order, contract, message, search } = unconfirmed
  const checkOrders = (): void => {
    focusBlotter()
    void searchFor(unconfirmed)
  }
  return (
    <Message
      tone="bad"
      title={`Delivery unconfirmed: ${nameOf(unconfirmed)}`}
      role="alert"
      actions={
        <>
          <Button busy={search?.kind === 'running'} onClick={checkOrders}>
            Check orders
          </Button>
          <Button onClick={() => dismissUnconfirmed(unconfirmed)}>Allow another order</Button>
        </>
      }
    >
      <p>
        The order may have reached IBKR. To prevent a duplicate, the ticket takes no other {order.side} order for{' '}
        {contract.symbol} until the order list contains it, or until you allow another order.
      </p>
      {search && <p>{searchText(search)}</p>}
      <p className="hint">
        <RetryText text={message} />
      </p>
    </Message>
  )
}

function searchText(search: OrderSearch): string {
  switch (search.kind) {
    case 'running':
      return 'Searching IBKR’s order list for the order, for up to 15 s.'
    case 'found':
      return `Found as order ${search.orders.map(({ orderId }) => orderId).join(', ')}.`
    case 'missing':
      return `IBKR’s order list of ${formatTimeOfDay(search.at)} does not contain the order. It may still appear.`
    case 'unknown':
      return `Not known whether IBKR has the order. Do not place it again. ${search.reason}`
  }
}

function FoundNote({ found }: { readonly found: UnconfirmedOrder }) {
  const { attached } = found.order
  const orders = useOrdersStore((data) => data.orders)
  const listed = listedOrders(found, orders.values())
  const [first] = listed
  const total = ordersOfTicket(found.order).length
  const isComplete = listed.length >= total
  const states = listed.map(({ orderId, status }) => `Found as order ${orderId}: ${status}.`).join(' ')
  return (
    <Message
      tone={isComplete ? 'good' : 'bad'}
      title={
        isComplete
          ? `Placed: ${nameOf(found)}`
          : `Delivery unconfirmed: ${listed.length} of ${total} orders are in the order list`
      }
      role={isComplete ? 'status' : 'alert'}
      actions={
        <>
          {first && <Button onClick={() => openTimeline(first.orderId)}>Show order</Button>}
          <Button onClick={() => dismissUnconfirmed(found)}>Dismiss</Button>
        </>
      }
    >
      <p>{states} The ticket was cleared, so that nothing is placed twice.</p>
      {!isComplete && <p>{partsWarning(attached)}</p>}
    </Message>
  )
}
