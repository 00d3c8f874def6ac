import { createHash } from 'node:crypto'
import type { World } from './world.ts'

/**
 * A digest of what requests can change: session, orders, executions, positions, cash, suppressed questions, alerts, watchlists. Equal as
 * long as nothing of it changed; what moves by itself (prices, time) is not in it.
 */
export function stateDigest(world: World): string {
  const { session, book, accounts, alerts, watchlists } = world
  const state = {
    session: [session.id(), session.outer(), session.brokerage().kind],
    selected: accounts.selected(),
    suppressed: [...session.warmUps().suppressed],
    alerts: [accounts.ids.map((id) => alerts.of(id)), alerts.mobile(false)],
    watchlists: watchlists.all(),
    orders: book.all(),
    executions: book.executions().map((execution) => execution.id),
    accounts: accounts.ids.map((id) => {
      const ledger = accounts.find(id)
      const positions = ledger?.positions().map((held) => [held.instrument.conid, held.quantity, held.cost])
      return [id, ledger?.cash(), positions]
    }),
  }
  return createHash('sha256').update(JSON.stringify(state)).digest('hex')
}
