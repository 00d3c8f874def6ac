import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { userName } from '../session/authentication-view.ts'

const generate = promisify(generateKeyPair)

/** The data that an OAuth 2.0 client needs to sign its JWTs. The command line writes it to a file as JSON. */
export interface Oauth2Credentials {
  /** The client id, used as `iss` of every JWT and `sub` of the client assertion. */
  readonly clientId: string
  /** The key id, used as `kid` in the header of every JWT. */
  readonly keyId: string
  /** RSA private key as PKCS#8 PEM; JWTs are signed with RS256. */
  readonly privateKey: string
  /** User name of the SSO session, used as the claim `credential`. */
  readonly credential: string
  /**
   * IP address for the claim `ip`. Any address is accepted, because a local simulator cannot determine the client's
   * public address.
   */
  readonly ip: string
}

/** Credentials together with the addresses of the simulator. */
export interface Oauth2Access extends Oauth2Credentials {
  /** Address of the token call. Like `/token`, this address may be the audience of the client assertion. */
  readonly tokenUrl: string
  /** Address of the call that opens an SSO session. */
  readonly ssoSessionsUrl: string
}

/** The part of a client's credentials that the server stores. */
export interface Oauth2Registration {
  readonly clientId: string
  readonly keyId: string
  readonly publicKey: KeyObject
  readonly credential: string
}

/**
 * Generates temporary credentials; the 2048-bit key pair takes about 0.1 s on the thread pool.
 * @example
 * ```ts run=alone
 * import { generateOauth2Credentials, startSimulator } from 'ibkr-web-simulator'
 *
 * const oauth2Keys = await generateOauth2Credentials()
 * const simulator = await startSimulator({ mode: 'oauth2', tls: false, oauth2Keys })
 * console.log(simulator.oauth2?.clientId) // => SIMULATED-CLIENT
 * await simulator.close()
 * ```
 */
export async function generateOauth2Credentials(): Promise<Oauth2Credentials> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 })
  return {
    clientId: 'SIMULATED-CLIENT',
    keyId: 'main',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    credential: userName,
    ip: '127.0.0.1',
  }
}

/** Converts a client's credentials to the part that the server stores. */
export function registerOauth2({ clientId, keyId, privateKey, credential }: Oauth2Credentials): Oauth2Registration {
  return { clientId, keyId, credential, publicKey: createPublicKey(createPrivateKey(privateKey)) }
}
