import { IbkrError } from '../errors/ibkr-error.ts'
import type { ServerAddress } from '../gateway.ts'
import { judgeResponse } from '../rest/judge-response.ts'
import type { UntypedJson } from '../rest/request-input.ts'
import type { RestChannel, SendOptions } from '../rest/rest-channel.ts'
import type { IbkrOauth1 } from './ibkr-oauth1.ts'

const PATH = 'oauth/live_session_token'

/**
 * The Diffie-Hellman exchange with IBKR: asks, computes, and checks that both came to the same token.
 * @throws IbkrError `oauth1-not-enabled`, `live-session-token-mismatch`, `diffie-hellman-invalid`
 */
export async function obtainLiveSession(
  channel: RestChannel,
  server: ServerAddress,
  oauth1: IbkrOauth1 | undefined,
  options: SendOptions,
  signal?: AbortSignal,
): Promise<{ readonly token: string; readonly signature: string; readonly expiration: UntypedJson }> {
  if (oauth1 === undefined) throw new IbkrError('oauth1-not-enabled', 'OAuth1 is not enabled')
  const data = oauth1.generateLiveSessionData(new URL(server.api + PATH).href)
  const response = await channel.send(
    { path: PATH, method: 'POST', ...(signal === undefined ? {} : { signal }) },
    { ...options, signed: data.headers },
  )
  const answer = readAnswer(judgeResponse(response, PATH))
  const token = oauth1.generateLiveSessionToken(answer.response, data.random, data.prepend)
  if (!oauth1.validateLiveSessionToken(token, answer.signature)) {
    throw new IbkrError('live-session-token-mismatch', 'Cannot validate live session token')
  }
  return { token, signature: answer.signature, expiration: answer.expiration }
}

/** IBKR sends an empty answer now and then; trying again helps. */
function readAnswer(body: unknown): {
  readonly response: string
  readonly signature: string
  readonly expiration: UntypedJson
} {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, UntypedJson>
  return {
    response: String(fields['diffie_hellman_response'] ?? ''),
    signature: String(fields['live_session_token_signature'] ?? ''),
    expiration: fields['live_session_token_expiration'],
  }
}
