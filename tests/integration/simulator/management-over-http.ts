import { knownScopes } from '../../../src/simulator/oauth2/bearer-tokens.ts'
import type { Simulator } from '../../../src/simulator/start.ts'
import { type ManagementClient, managementPath } from '../../unit/simulator/management-client.ts'
import { oauth2Client } from './oauth2-client.ts'

/** Calls account management over HTTP, with a bearer token for every scope (or those given) and signed bodies. */
export async function managementOverHttp(
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
