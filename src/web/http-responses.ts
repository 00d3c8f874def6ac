import { createReadStream } from 'node:fs'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { PageFiles } from '../host/page/page-files.ts'
import type { SessionRequest, SessionResponse } from '../shared/rpc/browser-session.ts'
import { type Authentication, type AuthenticationRefusal, isSameUser } from './authentication.ts'

/** Sends the page, or one of its files. */
export function sendPage(
  response: ServerResponse,
  files: PageFiles,
  pathname: string,
  { nonce, headers }: { readonly nonce: string; readonly headers: OutgoingHttpHeaders },
): void {
  const found = files.find(pathname, nonce)
  if (found === undefined) {
    sendRefusal(response, 404, 'not-found', headers)
    return
  }
  response.writeHead(200, { ...headers, ...found.headers })
  if ('html' in found.content) {
    response.end(found.content.html)
    return
  }
  createReadStream(found.content.path)
    .on('error', () => response.destroy())
    .pipe(response)
}

type RefusalCode = AuthenticationRefusal['code'] | 'link-used' | 'not-found' | 'method'

const REFUSAL_TEXTS: Record<RefusalCode, readonly [title: string, text: string]> = {
  'host-not-loopback': [
    'Host name not allowed',
    'The console is available on localhost only. Open the address that it printed.',
  ],
  'foreign-origin': ['Request of another page', 'The console refuses requests from other web pages.'],
  'no-session': [
    'This browser is not connected',
    'Open the start address that the console printed. For a new one, press u and Enter in its terminal.',
  ],
  'link-used': [
    'This start address cannot be used',
    'Each start address works once, within 15 minutes. For a new one, press u and Enter in the terminal of the console.',
  ],
  'not-found': ['Not found', 'The console has no such file.'],
  method: ['Method not allowed', 'The console serves pages only to GET requests; everything else uses its WebSocket.'],
}

/** Sends an error response: a code in a header for programs, and advice as plain text. */
export function sendRefusal(
  response: ServerResponse,
  status: number,
  code: RefusalCode,
  headers: OutgoingHttpHeaders,
): void {
  const [title, text] = REFUSAL_TEXTS[code]
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Refusal': code,
    // The connection is closed, because a refused client must not occupy a descriptor.
    Connection: 'close',
  })
  response.end(`${title}\n\n${text}\n`)
}

/** Maximum length of a request in characters; a token and a secret have about a hundred. */
const MAX_REQUEST = 1_000

/** Exchanges a start token for the session secret, or confirms that a secret is still valid. */
export async function handleSessionRequest(
  request: IncomingMessage,
  response: ServerResponse,
  authentication: Authentication,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const { token, secret } = await readSessionRequest(request)
  const granted = token === undefined ? undefined : await authentication.redeem(token, () => isSameUser(request.socket))
  // A browser with a valid secret may open an old link.
  const known = secret !== undefined && authentication.isSecret(secret) ? secret : undefined
  const valid = granted ?? known
  if (valid === undefined) {
    sendRefusal(response, 401, token === undefined ? 'no-session' : 'link-used', headers)
    return
  }
  response.writeHead(200, { ...headers, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify({ secret: valid } satisfies SessionResponse))
}

/** Reads a session request. A body that is too long or invalid counts as an empty request. */
async function readSessionRequest(request: IncomingMessage): Promise<SessionRequest> {
  let text = ''
  request.setEncoding('utf8')
  try {
    for await (const chunk of request) {
      text += chunk
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
