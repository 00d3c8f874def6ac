import { judgeResponse } from '../rest/judge-response.ts'
import type { RestChannel, SendOptions } from '../rest/rest-channel.ts'
import type { IbkrOauth1 } from './ibkr-oauth1.ts'

/** A call that is signed with the signature key instead of a live session token. */
export interface TokenCall<Signed> {
  readonly channel: RestChannel
  readonly oauth1: IbkrOauth1
  readonly path: string
  readonly sign: () => Signed
  readonly options: SendOptions
  readonly signal?: AbortSignal | undefined
}

/**
 * Sends such a call, and once more when its refusal showed that this machine's clock is off: what is refused for its
 * time-stamp was not acted on. Resolves to the answer and to what `sign` gave for it.
 * @throws IbkrResponseError outside 2xx; IbkrTransportError without an answer
 */
export async function sendTokenCall<Signed extends { readonly headers: Readonly<Record<string, string>> }>(
  call: TokenCall<Signed>,
): Promise<{ readonly body: unknown; readonly signed: Signed }> {
  const { channel, oauth1, options, path, sign, signal } = call
  const skewMs = oauth1.time.skewMs
  let signed: Signed | undefined
  const send = () =>
    channel.send(
      { path, method: 'POST', ...(signal === undefined ? {} : { signal }) },
      {
        ...options,
        signed: () => {
          signed = sign()
          return signed.headers
        },
      },
    )
  let response = await send()
  if (response.status === 401 && oauth1.time.skewMs !== skewMs) {
    response = await send()
  }
  // Whatever was sent was signed.
  return { body: judgeResponse(response, { path }), signed: signed ?? sign() }
}
