import {
  type Clock,
  IbkrClient,
  type IbkrOauth1Config,
  type IbkrOauth2Config,
  type PresentedCertificate,
} from '../../client/index.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { GatewayProfile, KeyedProfile, Profile } from '../profiles/profile.ts'
import type { PracticeStarter } from './practice.ts'

/** A client for one profile, and what has to go with it. */
export interface OpenClient {
  readonly client: IbkrClient
  close(): Promise<void>
}

/** What a client is made with beside its profile. */
export interface ClientMeans {
  readonly startPractice: PracticeStarter
  /** Another time than the machine's, for tests. */
  readonly clock?: Clock | undefined
  /** Reads the secrets of a profile. Rejects with a HostError while their store is locked or away. */
  readonly loginConfig: (profile: KeyedProfile) => Promise<IbkrOauth1Config | IbkrOauth2Config>
  /** A gateway of this machine without a pinned certificate showed its first one. */
  readonly onFirstCertificate: (profile: GatewayProfile, certificate: PresentedCertificate) => void
}

/** Bytes of the response to a read of the explorer. Above what a window shows it is still offered as a file. */
export const MOST_BODY_BYTES = 128 * 2 ** 20
/**
 * Bytes of every other response, packed and unpacked: these are read whole, outside the budget for bodies. 64 connections at once must not
 * fill the memory.
 */
export const MOST_WHOLE_BYTES = 4 * 2 ** 20

/** Makes the client of a profile; for practice the server is started first, and outlives the client. */
export async function openClient(profile: Profile, means: ClientMeans): Promise<OpenClient> {
  const common = { maxBodyBytes: MOST_WHOLE_BYTES, ...(means.clock && { clock: means.clock }) }
  switch (profile.kind) {
    case 'practice': {
      const server = await means.startPractice()
      return closable(new IbkrClient(server.oauth1, { ...common, baseUrl: server.baseUrl }))
    }
    case 'gateway':
      return closable(
        new IbkrClient(
          profile.url,
          profile.certificate
            ? { ...common, pinnedCertificateSha256: profile.certificate.sha256 }
            : { ...common, onFirstCertificate: (certificate) => means.onFirstCertificate(profile, certificate) },
        ),
      )
    case 'oauth1':
    case 'oauth2': {
      const config = await means.loginConfig(profile)
      return closable(
        new IbkrClient(config, { ...common, ...(profile.server !== undefined && { baseUrl: profile.server }) }),
      )
    }
    default:
      return assertNever(profile)
  }
}

function closable(client: IbkrClient): OpenClient {
  return { client, close: () => client.close() }
}
