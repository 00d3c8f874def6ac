import { IbkrError } from '../errors/ibkr-error.ts'
import type { ServerAddress } from '../gateway.ts'
import type { UntypedJson } from '../rest/request-input.ts'
import type { RestChannel, SendOptions } from '../rest/rest-channel.ts'
import type { IbkrOauth1 } from './ibkr-oauth1.ts'
import { sendTokenCall } from './token-call.ts'

const PATH = 'oauth/live_session_token'
/** IBKR answers without its number now and then; the next time it has one. */
const TRIES = 2

/** What IBKR answers, as sent. */
interface LiveSessionAnswer {
  readonly response: string
  readonly signature: string
  readonly expiration: UntypedJson
}

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
  const url = new URL(server.api + PATH).href
  const sign = () => oauth1.generateLiveSessionData(url)
  for (let tries = 1; ; tries++) {
    const { body, signed } = await sendTokenCall({ channel, oauth1, path: PATH, sign, options, signal })
    const answer = readAnswer(body)
    if (answer.response === '' && tries < TRIES) continue
    const token = oauth1.generateLiveSessionToken(answer.response, signed.random, signed.prepend)
    if (!oauth1.validateLiveSessionToken(token, answer.signature)) {
      throw new IbkrError('live-session-token-mismatch', 'Cannot validate live session token')
    }
    return { token, signature: answer.signature, expiration: answer.expiration }
  }
}

function readAnswer(body: unknown): LiveSessionAnswer {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, UntypedJson>
  return {
    // IBKR's schema has the other name, its examples and its servers have this one.
    response: String(fields['diffie_hellman_response'] ?? fields['diffie_hellman_challenge'] ?? '').trim(),
    signature: String(fields['live_session_token_signature'] ?? ''),
    expiration: fields['live_session_token_expiration'],
  }
}
