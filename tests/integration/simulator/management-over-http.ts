import { knownScopes } from '../../../src/simulator/oauth2/scopes.ts'
import type { Simulator } from '../../../src/simulator/start.ts'
import type { ManagementAnswer, ManagementClient } from '../../unit/simulator/management-client.ts'
import { oauth2Client } from './oauth2-client.ts'

/** Speaks to account management through the front door, with a bearer for every scope (or those given) and signed bodies. */
export async function managementOverHttp(
  simulator: Simulator,
  scopes: readonly string[] = knownScopes,
): Promise<ManagementClient> {
  const client = oauth2Client(simulator)
  const bearer = await client.token(scopes.join(' '))
  const address = (path: string) => (path.startsWith('/') ? path : `/gw/api/v1/${path}`)
  const told = ({ status, contentType, body }: Awaited<ReturnType<typeof client.call>>): ManagementAnswer => ({
    status,
    contentType: contentType ?? undefined,
    body,
  })
  return {
    get: async (path) => told(await client.call('GET', address(path), bearer)),
    signed: async (method, path, claims) =>
      told(await client.signed(address(path), bearer, claims, {}, 'application/jwt', method)),
  }
}
