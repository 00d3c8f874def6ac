import { toUpstreamError } from '../upstream/upstream-error.ts'
import type { ReadSession } from './read-session.ts'
import type { SessionService } from './session-service.ts'

/**
 * Sends reads with the open session.
 * @throws HostError `not-connected`, `upstream`, `question-open`
 */
export async function sendReads<T>(
  session: Pick<SessionService, 'pacing' | 'require'>,
  send: (session: ReadSession) => Promise<T>,
): Promise<T> {
  const current = session.require()
  try {
    return await send(current)
  } catch (error) {
    throw toUpstreamError(error, false)
  } finally {
    session.pacing.report()
  }
}
