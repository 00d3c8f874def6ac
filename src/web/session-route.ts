import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { SessionRequest, SessionResponse } from '../shared/rpc/browser-session.ts'
import type { Admission } from './admission.ts'
import { refuseWith } from './refusal-page.ts'
import { isSameUser } from './same-user.ts'

/** Characters of a request; a token and a secret have about a hundred. */
const MAX_REQUEST = 1_000

/** Exchanges a start token for the session secret, or says whether a secret is still valid. */
export async function answerSessionRequest(
  request: IncomingMessage,
  response: ServerResponse,
  admission: Admission,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const { token, secret } = await readSessionRequest(request)
  const granted = token === undefined ? undefined : await admission.redeem(token, () => isSameUser(request.socket))
  // A browser that was admitted before may follow an old link.
  const known = secret !== undefined && admission.isSecret(secret) ? secret : undefined
  const answer = granted ?? known
  if (answer === undefined) {
    refuseWith(response, 401, token === undefined ? 'no-session' : 'link-used', headers)
    return
  }
  response.writeHead(200, { ...headers, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify({ secret: answer } satisfies SessionResponse))
}

/** What is too long or is no request asks for nothing. */
async function readSessionRequest(request: IncomingMessage): Promise<SessionRequest> {
  let text = ''
  request.setEncoding('utf8')
  try {
    for await (const piece of request) {
      text += piece
      if (text.length > MAX_REQUEST) return {}
    }
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return {}
    const { token, secret } = value as Record<string, unknown>
    return { ...(typeof token === 'string' && { token }), ...(typeof secret === 'string' && { secret }) }
  } catch {
    return {}
  }
}
