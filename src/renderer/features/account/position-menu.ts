import type { NamedPosition } from '../../../shared/domain/position.ts'
import { goTo } from '../../stores/navigation-store.ts'
import type { ContextMenuItem } from '../../ui/menu/context-menu.tsx'
import { newAlertFor } from '../inbox/index.ts'
import { changeFilter, orderForPosition, type PositionAction, showBottomTab } from '../orders/index.ts'

/** Orders that a position offers. Each fills in the ticket; nothing is sent before its review. */
const ACTIONS: readonly { readonly id: string; readonly title: string; readonly action: PositionAction }[] = [
  { id: 'close', title: 'Close position…', action: { kind: 'close' } },
  { id: 'reduce-25', title: 'Reduce by 25%…', action: { kind: 'reduce', percent: 25 } },
  { id: 'reduce-50', title: 'Reduce by 50%…', action: { kind: 'reduce', percent: 50 } },
  { id: 'reduce-75', title: 'Reduce by 75%…', action: { kind: 'reduce', percent: 75 } },
  { id: 'reverse', title: 'Reverse position…', action: { kind: 'reverse' } },
  { id: 'stop', title: 'Attach stop…', action: { kind: 'stop' } },
  { id: 'exits', title: 'Attach take profit and stop…', action: { kind: 'exits' } },
]

/** Menu of a position: its orders, an alert, and what belongs to its contract. */
export function positionMenu(rows: readonly NamedPosition[]): readonly ContextMenuItem[] {
  const [position] = rows
  if (position === undefined || rows.length > 1) return []
  const { conid, contractName, assetClass = '', quantity } = position
  const contract = { conid, symbol: contractName, name: '', exchange: '', securityType: assetClass }
  return [
    ...ACTIONS.map(({ id, title, action }) => ({
      id,
      title,
      disabled: quantity === 0,
      run: () => orderForPosition(position, action),
    })),
    { id: 'alert', title: 'New price alert…', run: () => void newAlertFor(contract) },
    {
      id: 'orders',
      title: 'Show orders',
      run: () => {
        changeFilter({ text: contractName, part: 'all' })
        goTo('orders')
      },
    },
    { id: 'executions', title: 'Show executions', run: () => showBottomTab('executions') },
    {
      id: 'export',
      title: 'Export all as CSV…',
      run: () => void import('./export-lists.ts').then(({ exportPositions }) => exportPositions()),
    },
  ]
}
