import { useOrdersStore } from '../../../stores/orders-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { SessionEmptyState } from '../../session/index.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { showAllOrders } from '../layouts/layouts.ts'
import { focusOrderFilter } from '../orders-actions.ts'
import { openTicket } from '../ticket/open-ticket.ts'
import { countChoices, ORDER_PART_TITLES } from './order-filter.ts'

/** Shows all orders and focuses the filter, because the pressed button disappears. */
const showAll = (): void => {
  showAllOrders()
  focusOrderFilter()
}

interface BlotterEmptyProps {
  /** Whether the first snapshot has arrived. */
  readonly known: boolean
  /** Whether the profile has orders, all hidden by the filter. */
  readonly hasOrders: boolean
}

/** Placeholder that explains why the list is empty. */
export function BlotterEmpty({ known, hasOrders }: BlotterEmptyProps) {
  const kind = useSessionStore((data) => data.view?.state.kind)
  const health = useOrdersStore((data) => data.health.kind)
  const filter = useBlotterStore((data) => data.layout.filter)

  if (hasOrders) {
    return (
      <EmptyState
        title={
          filter.text === '' && countChoices(filter) === 0
            ? `No ${ORDER_PART_TITLES[filter.part].toLowerCase()} orders`
            : 'No orders match the filter'
        }
        actions={<Button onClick={showAll}>Show all orders</Button>}
      />
    )
  }
  if (!known) return <p className="list-loading tertiary">Loading orders…</p>
  if (health === 'waiting' && kind === 'ready') {
    return (
      <EmptyState title="Loading today’s orders…">
        IBKR returns an empty list for the first request of a session and allows one request per 5 s. New orders appear
        immediately.
      </EmptyState>
    )
  }
  if (health === 'waiting' || kind === 'signed-out') {
    return <SessionEmptyState>Orders appear once the session is authenticated.</SessionEmptyState>
  }
  return (
    <EmptyState
      title="No orders today"
      actions={
        <Button look="primary" keys="n" onClick={openTicket}>
          New order
        </Button>
      }
    >
      Orders from any program (TWS, mobile, API) appear here. Press <KeyHint keys="n" /> to place one.
    </EmptyState>
  )
}
