import type { Ledger } from '../account/ledger.ts'
import { type Answer, json } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import { invalidAccount } from '../orders/desk.ts'
import type { World } from '../world.ts'

/** Finds the account of a portfolio call; before the list of accounts was read these calls answer with nothing (`unread`). */
export function forPortfolio(world: World, call: Call, unread: unknown, then: (ledger: Ledger) => Answer): Answer {
  if (!world.session.warmUps().portfolioRead) return json(unread)
  const accountId = call.parameters['accountId'] ?? ''
  const ledger = world.accounts.find(accountId)
  return ledger === undefined ? invalidAccount(accountId) : then(ledger)
}
