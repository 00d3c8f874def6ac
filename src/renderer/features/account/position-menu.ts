import type { NamedPosition } from '../../../shared/domain/position.ts'
import type { Command } from '../../commands/command.ts'
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
const ALERT_TITLE = 'New price alert…'

/** Maximum number of positions with commands. More are found by naming their contract. */
const WITH_COMMANDS = 20

/** Commands for the palette. A query with the symbol of a position finds only the commands of that symbol. */
export function positionCommands(positions: readonly NamedPosition[], query: string): readonly Command[] {
  const words = query.toUpperCase().split(/\s+/)
  const open = positions.filter(({ quantity }) => quantity !== 0)
  const named = open.filter(({ contractName }) => words.includes(contractName.split(' ')[0] ?? ''))
  const severalAccounts = new Set(open.map(({ account }) => account)).size > 1
  return (named.length > 0 ? named : open).slice(0, WITH_COMMANDS).flatMap((position) => {
    const { account, conid, contractName } = position
    const name = severalAccounts ? `${contractName} in ${account}` : contractName
    const command = (id: string, title: string, run: () => void): Command => ({
      id: `position-${id}:${account} ${conid}`,
      title: `${name}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
      group: 'Orders',
      keywords: 'position',
      run,
    })
    return [
      ...ACTIONS.map(({ id, title, action }) => command(id, title, () => orderForPosition(position, action))),
      command('alert', ALERT_TITLE, () => void newAlertFor(contractOf(position))),
    ]
  })
}

const contractOf = ({ conid, contractName, assetClass = '' }: NamedPosition) => ({
  ...{ conid, symbol: contractName, name: '', exchange: '', securityType: assetClass },
})

/** Menu of a position: its orders, an alert, and what belongs to its contract. */
export function positionMenu(rows: readonly NamedPosition[]): readonly ContextMenuItem[] {
  const [position] = rows
  if (position === undefined || rows.length > 1) return []
  const { contractName, quantity } = position
  return [
    ...ACTIONS.map(({ id, title, action }) => ({
      id,
      title,
      disabled: quantity === 0,
      run: () => orderForPosition(position, action),
    })),
    { id: 'alert', title: ALERT_TITLE, run: () => void newAlertFor(contractOf(position)) },
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
