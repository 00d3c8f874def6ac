import { BY_PERSON, type ReadOptions, type ReadSession } from '../session/read-session.ts'

interface AccountsRead {
  readonly signal: AbortSignal
  readonly priority?: 'low'
  readonly by?: ReadOptions
  /** Whether to read again, because IBKR responds as if the accounts had not been read. */
  readonly isAgain?: boolean
}

const reads = new WeakMap<ReadSession, Promise<unknown>>()

/**
 * Reads the accounts of a session, once for all callers. IBKR requires this request before any other portfolio request
 * of a session, and allows one in five seconds.
 */
export async function readPortfolioAccounts(
  session: ReadSession,
  { signal, priority, by = BY_PERSON, isAgain = false }: AccountsRead,
): Promise<unknown> {
  for (let isOwn = isAgain; ; isOwn = false) {
    const known = isOwn ? undefined : reads.get(session)
    if (known === undefined) {
      const read = session.request('GET /portfolio/accounts', { signal, ...(priority && { priority }) }, by)
      reads.set(session, read)
      return read.catch((error: unknown) => {
        if (reads.get(session) === read) reads.delete(session)
        throw error
      })
    }
    try {
      return await known
    } catch {
      // The caller that sent it may have been cancelled.
      signal.throwIfAborted()
      if (reads.get(session) === known) reads.delete(session)
    }
  }
}
