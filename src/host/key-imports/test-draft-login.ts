import { IbkrClient, IbkrError } from '../../client/index.ts'
import type { VerificationView } from '../../shared/contract/import-views.ts'
import type { AccountList, SessionState } from '../../shared/domain/session.ts'
import { createOauth1Config, createOauth2Config } from '../keys/create-login-config.ts'
import { requireApprovedServer } from '../keys/server-approval.ts'
import type { ReadSession } from '../session/read-session.ts'
import { readPublicLoginFields } from './draft-login.ts'
import { CheckFailedError, CheckSkippedError, type RunChecks, type VerificationStep } from './draft-verifications.ts'
import type { ImportDraft } from './import-draft.ts'

/** Logs in at IBKR once, without ending other sessions, and reads the accounts. */
export async function testDraftLogin(
  run: RunChecks,
  draft: ImportDraft,
  signal: AbortSignal,
): Promise<VerificationView> {
  const server = draft.plainField('server')
  requireApprovedServer({ server, approved: draft.approvedServer })
  const names = readPublicLoginFields(draft)
  const config =
    names.kind === 'oauth1'
      ? createOauth1Config(draft.keySet(), names.consumerKey)
      : createOauth2Config(draft.keySet(), names)
  const client = new IbkrClient(config, { ...(server && { baseUrl: server }), signal, pacing: true })
  try {
    return await run(draft.kind === 'oauth1' ? oauth1Checks(client) : oauth2Checks(client))
  } finally {
    await client.close()
  }
}

function oauth1Checks(client: IbkrClient): readonly VerificationStep[] {
  return [
    {
      id: 'live-session-token',
      claim: 'IBKR grants a live session token, and both sides computed the same token',
      needs: [],
      run: async () => void (await client.live()),
    },
    ...sessionChecks(client, 'live-session-token'),
  ]
}

function oauth2Checks(client: IbkrClient): readonly VerificationStep[] {
  return [
    {
      id: 'access-token',
      claim: 'IBKR accepts the signature of the client and grants an access token',
      needs: [],
      run: async () => echo(client.request('GET /gw/api/v1/echo/https')),
    },
    {
      id: 'signed-body',
      claim: 'IBKR accepts a signed body',
      needs: ['access-token'],
      run: async () => echo(client.request('POST /gw/api/v1/echo/signed-jwt', { body: {}, jwt: true })),
    },
    ...sessionChecks(client, 'access-token'),
  ]
}

/** Runs the echo check. A client without permission for the echo call can still have a valid token. */
async function echo(request: Promise<unknown>): Promise<string | undefined> {
  try {
    await request
    return undefined
  } catch (error) {
    if (!(error instanceof IbkrError) || (error.code !== 'scope-missing' && error.code !== 'forbidden')) throw error
    return 'This client has no permission for the echo call. The login is still valid: IBKR recognised the client.'
  }
}

/** Returns the checks of an OAuth 2.0 login. Like a session of the console, this login does not end other sessions. */
function sessionChecks(client: IbkrClient, first: string): readonly VerificationStep[] {
  let accounts: AccountList | undefined
  return [
    {
      id: 'brokerage-session',
      claim: 'A brokerage session opens',
      needs: [first],
      run: async (signal) => {
        accounts = await openSession(client, signal)
        if (accounts) return undefined
        return 'Another program (or this console, with a profile of the same username) has the brokerage session now; it was not ended.'
      },
    },
    {
      id: 'accounts',
      claim: 'IBKR returns the accounts',
      needs: ['brokerage-session'],
      run: async () => {
        if (!accounts) throw new CheckSkippedError('Not requested, because another program has the brokerage session.')
        return `${accounts.accounts.join(', ')} (${environmentLabel(accounts.paper)})`
      },
    },
  ]
}

function environmentLabel(paper: boolean | undefined): string {
  if (paper === undefined) return 'IBKR does not report paper or live: counts as LIVE'
  return paper ? 'paper money' : 'LIVE: real money'
}

/** Opens a brokerage session. Resolves to undefined if another program has it. */
async function openSession(client: IbkrClient, signal: AbortSignal): Promise<AccountList | undefined> {
  const session = client.connect({ socket: false, signal })
  try {
    const state = await loginResult(session, signal)
    switch (state.kind) {
      case 'ready':
        return state.accounts
      case 'competing':
        return undefined
      case 'failed':
        throw new CheckFailedError(state.message)
      case 'degraded':
        throw new CheckFailedError(`${state.reason} Try again in a few minutes.`)
      default:
        throw new CheckFailedError(
          'IBKR does not open a brokerage session for this username now. Try again in a few minutes.',
        )
    }
  } finally {
    await session.close()
  }
}

function loginResult(session: ReadSession, signal: AbortSignal): Promise<SessionState> {
  return new Promise((resolve, reject) => {
    const onState = (state: SessionState): void => {
      if (state.kind === 'connecting' || state.kind === 'authenticating') return
      stop()
      resolve(state)
    }
    const onAbort = (): void => {
      stop()
      reject(signal.reason)
    }
    const unsubscribe = session.onState(onState)
    const stop = (): void => {
      unsubscribe()
      signal.removeEventListener('abort', onAbort)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    onState(session.state)
  })
}
