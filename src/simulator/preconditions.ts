import { type Answer, iserverError } from './http/answer.ts'
import type { Precondition } from './http/call.ts'
import type { World } from './world.ts'

/** The refusal of a call whose precondition is not met (`path` below `/v1/api`), or undefined. */
export function unmet(world: World, needs: Precondition, path: string): Answer | undefined {
  const down = world.outage.refusal(path)
  if (down !== undefined) return down
  if (needs === 'session') return undefined
  if (world.session.brokerage().kind !== 'open' || world.session.contested())
    return iserverError(400, 'Bad Request: no bridge')
  if (needs === 'accounts' && !world.session.warmUps().accountsRead) {
    return iserverError(500, 'Please query /accounts first')
  }
  return undefined
}
