import { useOrdersStore } from '../../../stores/orders-store.ts'
import { Button } from '../../../ui/button.tsx'
import { formatNumber } from '../../../ui/format-number.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { describeStatus, orderStatusWords } from '../details/order-status-text.ts'
import { toggleLower } from '../lower/lower-actions.ts'
import { askToCancelShown } from '../orders-actions.ts'

interface BlotterFootProps {
  readonly shown: number
  /** Of those that are shown. */
  readonly working: number
  readonly total: number
}

/** What the status of the order under the cursor means, and how many orders are shown of how many. */
export function BlotterFoot({ shown, working, total }: BlotterFootProps) {
  const activeId = useBlotterStore((data) => data.activeId)
  const order = useOrdersStore((data) => (activeId === undefined ? undefined : data.orders.get(activeId)))
  const isOpen = useBlotterStore((data) => data.lower.tab !== 'none')
  const words = order && orderStatusWords(order.status)
  return (
    <footer className="blotter-foot">
      {order && words && (
        <span className="blotter-explained" data-tone={words.tone}>
          <span className="dot" aria-hidden="true" />
          <span>
            {order.symbol} {words.label}: {describeStatus(order)}
          </span>
        </span>
      )}
      <span className="blotter-count">
        {shown === total
          ? `${formatNumber(total)} ${total === 1 ? 'order' : 'orders'}`
          : `${formatNumber(shown)} of ${formatNumber(total)} orders`}
      </span>
      {working > 0 && (
        <Button look="quiet" keys="Shift+Delete" onClick={askToCancelShown}>
          Cancel all shown…
        </Button>
      )}
      <Button
        look="quiet"
        aria-expanded={isOpen}
        keys="b"
        title="Executions, positions, profit and loss, journal"
        onClick={toggleLower}
      >
        Account and journal
      </Button>
    </footer>
  )
}
