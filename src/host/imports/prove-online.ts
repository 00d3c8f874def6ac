import { IbkrClient, IbkrError, type SessionSupervisor } from '../../client/index.ts'
import type { ProofView } from '../../shared/contract/import-views.ts'
import type { AccountList, SessionState } from '../../shared/domain/session.ts'
import { oauth1Config, oauth2Config } from '../keys/login-config.ts'
import { requireApprovedServer } from '../keys/server-approval.ts'
import type { ImportDraft } from './import-draft.ts'
import { loginNames } from './login-names.ts'
import { ProofFailure, ProofSkipped, type ProofTask, runProof } from './run-proof.ts'

/** Logs in once at IBKR, throwing nobody out, and asks for the accounts. */
export async function proveDraftOnline(
  draft: ImportDraft,
  tell: (view: ProofView) => void,
  signal: AbortSignal,
): Promise<ProofView> {
  const server = draft.plainField('server')
  requireApprovedServer({ server, approved: draft.approvedServer })
  const names = loginNames(draft)
  const config =
    names.kind === 'oauth1' ? oauth1Config(draft.keySet(), names.consumerKey) : oauth2Config(draft.keySet(), names)
  const client = new IbkrClient(config, { ...(server && { baseUrl: server }), signal, pacing: true })
  try {
    return await runProof(draft.kind === 'oauth1' ? onlineOauth1(client) : onlineOauth2(client), tell, signal)
  } finally {
    await client.close()
  }
}

function onlineOauth1(client: IbkrClient): readonly ProofTask[] {
  return [
    {
      id: 'live-session-token',
      claim: 'IBKR grants a live session token, and both sides computed the same',
      needs: [],
      run: async () => {
        await client.live()
        return undefined
      },
    },
    ...loginSteps(client, 'live-session-token'),
  ]
}

function onlineOauth2(client: IbkrClient): readonly ProofTask[] {
  return [
    {
      id: 'access-token',
      claim: 'IBKR takes the signature of the client and grants an access token',
      needs: [],
      run: async () => echo(client, { path: '/gw/api/v1/echo/https' }),
    },
    {
      id: 'signed-body',
      claim: 'IBKR takes a signed body',
      needs: ['access-token'],
      run: async () =>
        echo(client, {
          path: '/gw/api/v1/echo/signed-jwt',
          method: 'POST',
          jwt: true,
          data: { proof: 'ibkr-console' },
        }),
    },
    ...loginSteps(client, 'access-token'),
  ]
}

/** A client that may not call it has proved all the same that its token is good. */
async function echo(client: IbkrClient, input: Parameters<IbkrClient['request']>[0]): Promise<string | undefined> {
  try {
    await client.request(input)
    return undefined
  } catch (error) {
    if (error instanceof IbkrError && (error.code === 'scope-missing' || error.code === 'forbidden')) {
      return 'This client may not call the echo, which is no harm: IBKR knew who asked.'
    }
    throw error
  }
}

/** The login that a session makes, and no other: it throws nobody out. */
function loginSteps(client: IbkrClient, first: string): readonly ProofTask[] {
  let accounts: AccountList | undefined
  return [
    {
      id: 'brokerage-session',
      claim: 'A brokerage session opens',
      needs: [first],
      run: async (signal) => {
        accounts = await logIn(client, signal)
        return accounts
          ? undefined
          : 'Another program (or this console, with a profile of the same username) holds it now, and was left alone.'
      },
    },
    {
      id: 'accounts',
      claim: 'IBKR names the accounts',
      needs: ['brokerage-session'],
      run: async () => {
        if (!accounts) throw new ProofSkipped('Not asked, because another program holds the brokerage session.')
        return `${accounts.accounts.join(', ')} (${moneyWords(accounts.paper)})`
      },
    },
  ]
}

function moneyWords(paper: boolean | undefined): string {
  if (paper === undefined) return 'IBKR does not say what money: counts as LIVE'
  return paper ? 'paper money' : 'LIVE: real money'
}

/** Undefined when another program holds the session. */
async function logIn(client: IbkrClient, signal: AbortSignal): Promise<AccountList | undefined> {
  const session = client.connect({ socket: false, signal })
  try {
    const state = await settledState(session, signal)
    switch (state.kind) {
      case 'ready':
        return state.accounts
      case 'competing':
        return undefined
      case 'failed':
        throw new ProofFailure(state.message)
      case 'degraded':
        throw new ProofFailure(`${state.reason} Try again in a few minutes.`)
      default:
        throw new ProofFailure(
          'IBKR does not open a brokerage session for this username now. Try again in a few minutes.',
        )
    }
  } finally {
    await session.close()
  }
}

function settledState(session: SessionSupervisor, signal: AbortSignal): Promise<SessionState> {
  return new Promise((resolve, reject) => {
    const look = (state: SessionState): void => {
      if (state.kind === 'connecting' || state.kind === 'authenticating') return
      forget()
      signal.removeEventListener('abort', abort)
      resolve(state)
    }
    const abort = (): void => {
      forget()
      reject(signal.reason)
    }
    const forget = session.onState(look)
    signal.addEventListener('abort', abort, { once: true })
    look(session.state)
  })
}
