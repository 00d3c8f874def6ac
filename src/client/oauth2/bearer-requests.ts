import { untilAborted } from '../linked-signal.ts'
import type { Exchanged } from '../rest/exchange.ts'
import { ReplayedReads } from '../rest/replayed-reads.ts'
import type { RequestInput } from '../rest/request-input.ts'
import type { SendOptions } from '../rest/rest-channel.ts'
import type { IbkrOauth2, TokenChannel } from './ibkr-oauth2.ts'

/** Whether a path is opened by the access token; the others are by the bearer of the SSO session. */
export function wantsAccessToken(path: string): boolean {
  return /^\/(gw|oauth2)\//.test(path)
}

/** Sends requests with the bearer that their path wants, and renews it before it ends and after a 401. */
export class BearerRequests {
  readonly #oauth2: IbkrOauth2
  readonly #channel: TokenChannel
  readonly #reads = new ReplayedReads()

  constructor(oauth2: IbkrOauth2, channel: TokenChannel) {
    this.#oauth2 = oauth2
    this.#channel = channel
  }

  /** @param send sends once, with the bearer that it asks for when its turn has come */
  send(
    input: RequestInput,
    options: SendOptions,
    send: (bearer: () => string) => Promise<Exchanged>,
    signal: AbortSignal,
  ): Promise<Exchanged> {
    const oauth2 = this.#oauth2
    const { held, keep, bearer } = wantsAccessToken(input.path)
      ? { held: oauth2.access, keep: oauth2.keepAccess, bearer: () => oauth2.accessToken() }
      : { held: oauth2.session, keep: oauth2.keepSession, bearer: () => oauth2.sessionToken() }
    if (held === oauth2.session && options.sessionKept === true) return send(bearer)
    let used: string | undefined
    const once = async (): Promise<Exchanged> => {
      const kept = keep.call(oauth2, this.#channel, { paced: options.paced, priority: 'session' })
      await untilAborted(kept, signal, `${input.method ?? 'GET'} ${input.path.split('?', 1)[0]}`)
      return send(() => (used = bearer()))
    }
    // Renewed by whoever sends next, this request or another.
    const logIn = async (): Promise<boolean> => {
      held.refuse(used)
      return true
    }
    return this.#reads.send(input, options.safe, once, { logIn })
  }
}
