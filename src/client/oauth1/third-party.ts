import { demandText } from '../demand.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { ServerAddress } from '../gateway.ts'
import type { RestChannel, SendOptions } from '../rest/rest-channel.ts'
import type { IbkrOauth1 } from './ibkr-oauth1.ts'
import { sendTokenCall } from './token-call.ts'

const REQUEST_TOKEN = 'oauth/request_token'
const ACCESS_TOKEN = 'oauth/access_token'
/** IBKR's page is not on the host of its API. */
const AUTHORIZE = 'https://interactivebrokers.com/authorize'

/** What a user granted to a third party; with its first two fields the settings are complete. */
export interface GrantedAccess {
  readonly accessToken: string
  /** base64, encrypted for the encryption key */
  readonly accessTokenSecret: string
  /** Undefined when IBKR did not tell. */
  readonly isPaper: boolean | undefined
}

/** What the calls of a third party go through. */
export interface ThirdPartyParts {
  readonly channel: RestChannel
  readonly server: ServerAddress
  readonly oauth1: IbkrOauth1 | undefined
  readonly options: SendOptions
}

/**
 * The first step of a third party: a request token, good for one authorization.
 * @param callback where IBKR sends the user's browser with the verifier, or `oob`: IBKR then shows the verifier
 */
export async function requestToken(parts: ThirdPartyParts, callback: string): Promise<string> {
  const answer = await call(parts, REQUEST_TOKEN, { oauth_callback: callback })
  return field(answer, 'oauth_token', REQUEST_TOKEN)
}

/** The page on which the user lets the third party in; on another server than IBKR's it is that server's `/authorize`. */
export function authorizeUrl(server: ServerAddress, token: string, redirectUri?: string): string {
  demandText(token, 'The request token')
  if (redirectUri !== undefined) demandText(redirectUri, 'The address to which the user is sent back')
  const isIbkr = /(^|\.)(ibkr|interactivebrokers)\.com$/i.test(new URL(server.root).hostname)
  const url = new URL(isIbkr ? AUTHORIZE : `${server.root}/authorize`)
  url.searchParams.set('oauth_token', token)
  if (redirectUri !== undefined) url.searchParams.set('redirect_uri', redirectUri)
  return url.href
}

/** The last step: the access token and its secret, for a request token that the user has authorized. */
export async function accessToken(parts: ThirdPartyParts, token: string, verifier: string): Promise<GrantedAccess> {
  const answer = await call(parts, ACCESS_TOKEN, { oauth_token: token, oauth_verifier: verifier })
  const isPaper = answer['is_paper']
  return {
    accessToken: field(answer, 'oauth_token', ACCESS_TOKEN),
    accessTokenSecret: field(answer, 'oauth_token_secret', ACCESS_TOKEN),
    isPaper: typeof isPaper === 'boolean' ? isPaper : undefined,
  }
}

async function call(
  { channel, server, oauth1, options }: ThirdPartyParts,
  path: string,
  own: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  if (oauth1 === undefined) throw new IbkrError('oauth1-not-enabled', 'OAuth1 is not enabled')
  const url = new URL(server.api + path).href
  const sign = () => ({ headers: oauth1.thirdPartyHeaders(url, own) })
  const { body } = await sendTokenCall({ channel, oauth1, path, sign, options })
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
}

function field(answer: Readonly<Record<string, unknown>>, name: string, path: string): string {
  const value = answer[name]
  if (typeof value === 'string' && value !== '') return value
  throw new IbkrError('token-answer-invalid', `${path} was answered without ${name}. Begin anew with a request token.`)
}
