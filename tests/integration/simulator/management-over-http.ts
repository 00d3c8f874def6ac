import { knownScopes } from '../../../src/simulator/oauth2/bearer-tokens.ts'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'
import { type ManagementClient, managementPath } from '../../unit/simulator/management-client.ts'
import { oauth2Client } from './oauth2-client.ts'

/**
 * Creates a client that calls account management over HTTP with signed bodies. Its bearer token has every scope, or
 * only the given ones.
 */
export async function createManagementHttpClient(
  simulator: Simulator,
  scopes: readonly string[] = knownScopes,
): Promise<ManagementClient> {
  const client = oauth2Client(simulator)
  const bearer = await client.token(scopes.join(' '))
  return async (method, path, claims) => {
    const url = managementPath(path)
    const { status, contentType, body } =
      claims === undefined
        ? await client.call(method, url, bearer)
        : await client.signed(url, bearer, claims, {}, 'application/jwt', method)
    return { status, contentType: contentType ?? undefined, body }
  }
}
