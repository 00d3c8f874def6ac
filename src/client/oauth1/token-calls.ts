import { fieldsOf, scalarOrJson } from '../../shared/domain/read-value.ts'
import { requireString } from '../check-arguments.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { readResponse } from '../rest/read-response.ts'
import type { SendOptions, UntypedJson } from '../rest/request-input.ts'
import type { RestChannel } from '../rest/rest-channel.ts'
import type { ServerAddress } from '../server-address.ts'
import type { IbkrOauth1 } from './ibkr-oauth1.ts'

const LIVE_SESSION_TOKEN = 'oauth/live_session_token'
const REQUEST_TOKEN = 'oauth/request_token'
const ACCESS_TOKEN = 'oauth/access_token'
/** IBKR's authorization page is on another host than its API. */
const AUTHORIZE = 'https://interactivebrokers.com/authorize'

/** Dependencies of the token calls. */
export interface TokenCallContext {
  readonly channel: RestChannel
  readonly server: ServerAddress
  readonly oauth1: IbkrOauth1 | undefined
  readonly options: SendOptions
}

/** A live session token as IBKR issued it. */
export interface LiveSession {
  /** The token in base64. */
  readonly token: string
  /** IBKR's signature of the token, in hex. */
  readonly signature: string
  /** Expiry as IBKR sent it, in ms since epoch. */
  readonly expiration: UntypedJson
}

/** The access that a user granted to a third party. Its first two fields complete the settings. */
export interface GrantedAccess {
  /** The access token, which identifies the user. */
  readonly accessToken: string
  /** The secret in base64, encrypted for the encryption key. */
  readonly accessTokenSecret: string
  /** Undefined if IBKR did not send it. */
  readonly isPaper: boolean | undefined
}

/**
 * Performs the Diffie-Hellman exchange with IBKR: sends a challenge, computes the token, and checks that IBKR computed
 * the same token.
 * @throws IbkrError `oauth1-not-enabled`, `live-session-token-mismatch`, `diffie-hellman-invalid`
 */
export async function obtainLiveSession(context: TokenCallContext): Promise<LiveSession> {
  const oauth1 = requireOauth1(context)
  const exchange = () =>
    sendTokenCall(context, LIVE_SESSION_TOKEN, (signer, url) => signer.generateLiveSessionData(url))
  let { fields, signed } = await exchange()
  // IBKR's response sometimes lacks the server's number; a second request then returns it.
  if (serverNumber(fields) === '') ({ fields, signed } = await exchange())
  const token = oauth1.generateLiveSessionToken(serverNumber(fields), signed.random, signed.prepend)
  const signature = scalarOrJson(fields['live_session_token_signature'] ?? '')
  if (!oauth1.validateLiveSessionToken(token, signature)) {
    throw new IbkrError('live-session-token-mismatch', 'Cannot validate live session token')
  }
  return { token, signature, expiration: fields['live_session_token_expiration'] }
}

/**
 * Returns the server's number of the exchange. IBKR's examples and servers use the first field name, its schema the
 * second.
 */
function serverNumber(fields: Readonly<Record<string, unknown>>): string {
  return scalarOrJson(fields['diffie_hellman_response'] ?? fields['diffie_hellman_challenge'] ?? '').trim()
}

/**
 * Requests a request token for a third party, valid for one authorization.
 * @param callback where IBKR redirects the user's browser with the verifier, or `oob`: IBKR then shows the verifier
 */
export async function obtainRequestToken(context: TokenCallContext, callback: string): Promise<string> {
  const { fields } = await thirdPartyCall(context, REQUEST_TOKEN, { oauth_callback: callback })
  return tokenField(fields, 'oauth_token', REQUEST_TOKEN)
}

/**
 * Returns the page on which the user grants access. For a server other than IBKR's, this is the server's own
 * `/authorize`.
 */
export function createAuthorizeUrl(server: ServerAddress, token: string, redirectUri?: string): string {
  requireString(token, 'The request token')
  if (redirectUri !== undefined) requireString(redirectUri, 'The redirect address')
  const isIbkr = /(^|\.)(ibkr|interactivebrokers)\.com$/i.test(new URL(server.root).hostname)
  const url = new URL(isIbkr ? AUTHORIZE : `${server.root}/authorize`)
  url.searchParams.set('oauth_token', token)
  if (redirectUri !== undefined) url.searchParams.set('redirect_uri', redirectUri)
  return url.href
}

/** Exchanges a request token that the user has authorized for the access token and its secret. */
export async function obtainAccessToken(
  context: TokenCallContext,
  token: string,
  verifier: string,
): Promise<GrantedAccess> {
  const { fields } = await thirdPartyCall(context, ACCESS_TOKEN, { oauth_token: token, oauth_verifier: verifier })
  const isPaper = fields['is_paper']
  return {
    accessToken: tokenField(fields, 'oauth_token', ACCESS_TOKEN),
    accessTokenSecret: tokenField(fields, 'oauth_token_secret', ACCESS_TOKEN),
    isPaper: typeof isPaper === 'boolean' ? isPaper : undefined,
  }
}

function tokenField(fields: Readonly<Record<string, unknown>>, name: string, path: string): string {
  const value = fields[name]
  if (typeof value === 'string' && value !== '') return value
  throw new IbkrError(
    'token-response-invalid',
    `The response to ${path} has no ${name}. Start again with a request token.`,
  )
}

function thirdPartyCall(context: TokenCallContext, path: string, params: Readonly<Record<string, string>>) {
  return sendTokenCall(context, path, (oauth1, url) => ({ headers: oauth1.thirdPartyHeaders(url, params) }))
}

/**
 * Sends a call that is signed with the signature key, and repeats it if the refusal showed that this machine's clock is
 * wrong. IBKR does not process a request with a refused timestamp.
 * @throws IbkrResponseError outside 2xx; IbkrTransportError without a response
 */
async function sendTokenCall<Signed extends { readonly headers: Readonly<Record<string, string>> }>(
  context: TokenCallContext,
  path: string,
  sign: (oauth1: IbkrOauth1, url: string) => Signed,
): Promise<{ readonly fields: Readonly<Record<string, UntypedJson>>; readonly signed: Signed }> {
  const { channel, options, server } = context
  const oauth1 = requireOauth1(context)
  const url = new URL(server.api + path).href
  let signed: Signed | undefined
  const authorization = (): string | undefined => {
    signed = sign(oauth1, url)
    return signed.headers['Authorization']
  }
  const send = () => channel.send({ path, method: 'POST' }, { ...options, authorization })
  const { skewMs } = oauth1.time
  let response = await send()
  if (response.status === 401 && oauth1.time.skewMs !== skewMs) response = await send()
  const fields = fieldsOf(readResponse(response, { path }))
  // A response was sent, so the request was signed.
  return { fields, signed: signed ?? sign(oauth1, url) }
}

function requireOauth1({ oauth1 }: TokenCallContext): IbkrOauth1 {
  if (oauth1 === undefined) throw new IbkrError('oauth1-not-enabled', 'OAuth1 is not enabled')
  return oauth1
}
