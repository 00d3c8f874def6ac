import { startSimulator } from '../../../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../../../process/release-after-test.ts'
import { getSharedKeys, getSharedOauth2Keys, getSharedThirdPartyKeys } from '../../../../process/shared-keys.ts'
import { oauth2Client } from '../../oauth2-client.ts'
import { runningGateway } from '../../running-gateway.ts'
import { signingClient } from '../../signing-client.ts'
import type { CoveredResponse, ValidRequests } from '../valid-request.ts'

/** Requests of the logins: signatures, bearer tokens, the socket. Each needs a simulator in its own mode. */
export const loginRequests: ValidRequests = {
  'POST /oauth/request_token': async () => parsed(await (await thirdParty()).client.requestToken('oob')),
  'POST /oauth/access_token': async () => {
    const { client, approve } = await thirdParty()
    const { oauth_token } = JSON.parse((await client.requestToken('oob')).text) as { readonly oauth_token: string }
    const page = await approve(oauth_token)
    const verifier = /[0-9a-f]{20}/.exec(page.replaceAll(oauth_token, ''))?.[0] ?? ''
    return parsed(await client.accessToken(oauth_token, verifier))
  },
  'POST /oauth/live_session_token': async () => {
    const keys = await getSharedKeys()
    const simulator = await startSimulator({ mode: 'oauth1', tls: false, marketMoves: false, keys })
    releaseAfterTest(() => simulator.close())
    return parsed(await signingClient(simulator).logIn())
  },
  'POST /oauth2/api/v1/token': async () => (await withBearers()).askToken('sso-sessions.write'),
  'POST /gw/api/v1/sso-sessions': async () => {
    const client = await withBearers()
    return client.openSso(await client.token('sso-sessions.write'))
  },
  'POST /gw/api/v1/sso-browser-sessions': async () => {
    const client = await withBearers()
    const bearer = await client.token('sso-browser-sessions.write')
    return client.signed('/gw/api/v1/sso-browser-sessions', bearer, { credential: client.credential, ip: '192.0.2.1' })
  },
  // An upgrade responds with status 101. The request therefore also requires the session message.
  'GET /ws': async () => {
    const { readySocket } = await runningGateway()
    await readySocket()
    return { status: 200, body: '' }
  },
}

async function thirdParty() {
  const keys = await getSharedThirdPartyKeys()
  const simulator = await startSimulator({ mode: 'oauth1', tls: false, marketMoves: false, keys })
  releaseAfterTest(() => simulator.close())
  const page = new URL('/authorize', simulator.apiUrl)
  return {
    client: signingClient(simulator),
    /** Submits the form of the page, and returns the response, which contains the verifier. */
    approve: async (oauth_token: string) =>
      (await fetch(page, { method: 'POST', body: new URLSearchParams({ oauth_token }) })).text(),
  }
}

async function withBearers() {
  const oauth2Keys = await getSharedOauth2Keys()
  const simulator = await startSimulator({ mode: 'oauth2', tls: false, marketMoves: false, oauth2Keys })
  releaseAfterTest(() => simulator.close())
  return { ...oauth2Client(simulator), credential: simulator.oauth2?.credential }
}

function parsed({ status, text }: { readonly status: number; readonly text: string }): CoveredResponse {
  return { status, body: status === 200 ? JSON.parse(text) : text }
}
