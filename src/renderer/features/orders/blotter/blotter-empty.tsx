import { goTo } from '../../../stores/navigation-store.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { connectSession } from '../../session/index.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { showAllOrders } from '../layouts/layout-actions.ts'
import { focusOrderFilter, openTicket } from '../orders-actions.ts'
import { countChoices, ORDER_PART_TITLES } from './order-filter.ts'

/** The button goes with what it says: the keyboard is where it can narrow anew. */
const showAll = (): void => {
  showAllOrders()
  focusOrderFilter()
}

interface BlotterEmptyProps {
  /** A snapshot has arrived. */
  readonly known: boolean
  /** There are orders, only none that passes. */
  readonly any: boolean
}

/** Why no row is shown, and the next step. */
export function BlotterEmpty({ known, any }: BlotterEmptyProps) {
  const kind = useSessionStore((data) => data.view?.state.kind)
  const health = useOrdersStore((data) => data.health.kind)
  const filter = useBlotterStore((data) => data.look.filter)

  if (any) {
    return (
      <EmptyState
        title={
          filter.text === '' && countChoices(filter) === 0
            ? `No ${ORDER_PART_TITLES[filter.part].toLowerCase()} orders`
            : 'No order passes the filter'
        }
        actions={<Button onClick={showAll}>Show all orders</Button>}
      />
    )
  }
  if (!known) return <LoadingRows />
  if (kind === 'signed-out') {
    return (
      <EmptyState
        title="Not connected"
        actions={
          <Button look="primary" onClick={connectSession}>
            Connect
          </Button>
        }
      >
        Orders appear here once the session is authenticated.
      </EmptyState>
    )
  }
  if (health === 'waiting' && kind === 'ready') {
    return (
      <EmptyState title="Reading the orders of the day…">
        IBKR answers the first reading of a session empty and allows one per 5 seconds: the orders are here in a moment.
        New ones appear at once.
      </EmptyState>
    )
  }
  if (health === 'waiting') {
    return (
      <EmptyState
        title="Waiting for the session"
        actions={<Button onClick={() => goTo('session')}>See the session</Button>}
      >
        Orders appear here once the session is authenticated. What it waits for stands in the status bar below.
      </EmptyState>
    )
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
      Orders placed anywhere (TWS, mobile, another program) appear here by themselves. Press <KeyHint keys="n" /> to
      place one.
    </EmptyState>
  )
}

const SHAPES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

function LoadingRows() {
  return (
    <div className="loading-rows" role="status">
      <span className="visually-hidden">Loading the orders…</span>
      {SHAPES.map((shape) => (
        <div key={shape} className="loading-row" aria-hidden="true">
          <span className="loading-shape" />
          <span className="loading-shape" />
          <span className="loading-shape" />
          <span className="loading-shape" />
        </div>
      ))}
    </div>
  )
}
