import { memo } from 'react'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { Button } from '../../../ui/button.tsx'
import { useBlotterStore } from '../blotter-store.ts'
import { toggleBottomPanel, useBottomPanelStore } from '../bottom-panel-store.ts'
import { askToCancelShown } from '../cancel/cancel-actions.ts'
import { countOf, describeOrderStatus, describeStatus } from '../texts.ts'

interface BlotterFootProps {
  readonly shown: number
  /** Number of working orders among the visible orders. */
  readonly working: number
  readonly total: number
}

/** Footer with the number of orders and an explanation of the selected order's status. */
export const BlotterFoot = memo(function BlotterFoot({ shown, working, total }: BlotterFootProps) {
  const selected = useBlotterStore((data) => data.selectedIds)
  const isExplained = useBlotterStore(({ selectedIds, pane }) => pane.kind !== 'timeline' && selectedIds.length === 1)
  const isOpen = useBottomPanelStore((data) => data.tab !== 'none')
  return (
    <footer className="blotter-foot bar info-line">
      {isExplained && <ExplainedStatus orderId={selected[0] ?? ''} />}
      <span className="to-end">
        {selected.length > 1 && `${formatNumber(selected.length)} selected · `}
        {shown === total ? countOf(total, 'order') : `${formatNumber(shown)} of ${countOf(total, 'order')}`}
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
        title="Executions, positions, P&L, journal"
        onClick={toggleBottomPanel}
      >
        Account and journal
      </Button>
    </footer>
  )
})

function ExplainedStatus({ orderId }: { readonly orderId: string }) {
  const order = useOrdersStore((data) => data.orders.get(orderId))
  if (!order) return null
  return (
    <span className="blotter-explained row" data-tone={describeOrderStatus(order.status).tone}>
      <span className="dot" aria-hidden="true" />
      <span>
        {order.contractName} {order.status}: {describeStatus(order)}
      </span>
    </span>
  )
}
