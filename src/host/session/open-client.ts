import { IbkrClient } from '../../client/index.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { Profile } from '../profiles/profile.ts'
import type { PracticeStarter } from './practice.ts'

/** A client for one profile, and what has to go with it. */
export interface OpenClient {
  readonly client: IbkrClient
  close(): Promise<void>
}

/** Makes the client of a profile; for practice the server is started first, and outlives the client. */
export async function openClient(profile: Profile, startPractice: PracticeStarter): Promise<OpenClient> {
  switch (profile.kind) {
    case 'practice': {
      const server = await startPractice()
      const client = new IbkrClient(server.oauth1, { baseUrl: server.baseUrl })
      return { client, close: () => client.close() }
    }
    case 'gateway': {
      const client = new IbkrClient(profile.url)
      return { client, close: () => client.close() }
    }
    default:
      return assertNever(profile)
  }
}
