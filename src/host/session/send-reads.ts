import { HostError } from '../host-error.ts'
import { toUpstreamError } from '../upstream/upstream-error.ts'
import type { ReadSession } from './read-session.ts'
import type { SessionService } from './session-service.ts'

/**
 * Sends reads with the session. Sends none while an order question is open, because IBKR would void the question.
 * `voidsQuestion`: sends them even then.
 * @throws HostError `not-available` while a question is open
 */
export async function sendReads<T>(
  session: Pick<SessionService, 'pacing' | 'require'>,
  send: (session: ReadSession) => Promise<T>,
  { voidsQuestion = false } = {},
): Promise<T> {
  const current = session.require()
  if (current.hasOpenQuestion && !voidsQuestion) {
    throw new HostError('not-available', 'An order question of IBKR is open. Answer it first.')
  }
  try {
    return await send(current)
  } catch (error) {
    throw toUpstreamError(error, false)
  } finally {
    session.pacing.report()
  }
}
