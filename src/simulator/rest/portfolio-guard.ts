import type { Ledger } from '../account/ledger.ts'
import { type Answer, empty, json } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import type { World } from '../world.ts'

/**
 * What the portfolio family and the owners call answer for an account that is not the user's: 401, as for a lost login. Other
 * families answer 400.
 */
export function notYourAccount(): Answer {
  return empty(401)
}

/** Finds the account of a portfolio call; before the list of accounts was read these calls answer with nothing (`unread`). */
export function forPortfolio(world: World, call: Call, unread: unknown, then: (ledger: Ledger) => Answer): Answer {
  if (!world.session.warmUps().portfolioRead) return json(unread)
  const ledger = world.accounts.find(call.parameters['accountId'] ?? '')
  return ledger === undefined ? notYourAccount() : then(ledger)
}
