import { createHash } from 'node:crypto'
import {
  type Clock,
  IbkrClient,
  type IbkrOauth1Config,
  type IbkrOauth2Config,
  type PresentedCertificate,
} from '../../client/index.ts'
import { type PenaltyBox, parseServerAddress, type SentRequests, sharePacing } from '../../client/unpublished.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { StoredLogin } from '../keys/create-login-config.ts'
import type { GatewayProfile, KeyedProfile, Profile } from '../profiles/profile.ts'
import type { PracticeStarter } from './practice-launcher.ts'

/** An open client of one profile. */
export interface OpenedClient {
  readonly client: IbkrClient
  /** Identifies the server and the user; contains no secret. */
  readonly login: string
  close(): Promise<void>
}

/** Dependencies of a client besides its profile. */
export interface ClientDependencies {
  readonly startPractice: PracticeStarter
  /** Clock of the client. Default: the system clock. */
  readonly clock?: Clock | undefined
  /** Reads the secrets of a profile. Rejects with a HostError while their store is locked or unavailable. */
  readonly login: (profile: KeyedProfile) => Promise<StoredLogin>
  readonly onFirstCertificate: OnFirstCertificate
  /** The penalty box of all profiles whose requests come from this machine. */
  readonly penaltyBox: PenaltyBox
  /** Returns the requests that a login has sent in earlier sessions. */
  readonly sentBy: (login: string) => SentRequests
}

/** Called with the first certificate of a gateway on this machine, if the profile has no pinned certificate. */
export type OnFirstCertificate = (profile: GatewayProfile, certificate: PresentedCertificate) => void

/**
 * Maximum size of the response to a read of the explorer, in bytes. A window shows fewer bytes and offers the rest as a
 * file.
 */
export const MAX_READ_RESPONSE_BYTES = 128 * 2 ** 20
/**
 * Maximum size in bytes of every other response, before and after decompression. These responses are outside the body
 * budget, and 64 simultaneous connections must not fill the memory.
 */
const MAX_RESPONSE_BYTES = 4 * 2 ** 20

/**
 * Creates the client of a profile. For Practice, starts the server first; the server continues to run after the client
 * is closed.
 */
export async function openClient(profile: Profile, deps: ClientDependencies): Promise<OpenedClient> {
  const common = { maxBodyBytes: MAX_RESPONSE_BYTES, ...(deps.clock && { clock: deps.clock }) }
  const { penaltyBox, sentBy } = deps
  const sharing = (login: string) => sharePacing(common, { penaltyBox, sent: sentBy(login) })
  switch (profile.kind) {
    case 'practice': {
      const server = await deps.startPractice()
      // Its simulator is not IBKR, and has no penalty box of this machine.
      const options = sharePacing(common, { sent: sentBy(profile.id) })
      return closable(new IbkrClient(server.oauth1, { ...options, baseUrl: server.baseUrl }), profile.id)
    }
    case 'gateway': {
      const login = parseServerAddress(profile.url).root
      const trust = profile.certificate
        ? { pinnedCertificateSha256: profile.certificate.sha256 }
        : {
            onFirstCertificate: (certificate: PresentedCertificate) => deps.onFirstCertificate(profile, certificate),
          }
      return closable(new IbkrClient(profile.url, { ...sharing(login), ...trust }), login)
    }
    case 'oauth1':
    case 'oauth2': {
      const { config, erase } = await deps.login(profile)
      try {
        const server = profile.server !== undefined && { baseUrl: profile.server }
        const login = identifyLogin(config, profile.server)
        return closable(new IbkrClient(config, { ...sharing(login), ...server }), login, erase)
      } catch (error) {
        erase()
        throw error
      }
    }
    default:
      return assertNever(profile)
  }
}

function closable(client: IbkrClient, login: string, erase: () => void = () => undefined): OpenedClient {
  return { client, login, close: () => client.close().finally(erase) }
}

/** Identifies the user of OAuth keys. The access token of OAuth 1.0a identifies the user, and is hashed as a credential. */
function identifyLogin(config: IbkrOauth1Config | IbkrOauth2Config, server = ''): string {
  const user =
    'accessToken' in config ? ['oauth1', config.consumerKey, config.accessToken] : ['oauth2', config.credential]
  return createHash('sha256')
    .update(JSON.stringify([server, ...user]))
    .digest('hex')
}
