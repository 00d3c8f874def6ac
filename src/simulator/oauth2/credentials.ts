import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { userName } from '../session/status-view.ts'

const generate = promisify(generateKeyPair)

/** What a client of OAuth 2.0 needs to sign its JWTs; as JSON it is the file that the command line writes. */
export interface Oauth2Credentials {
  /** `iss` of every JWT, and `sub` of the client assertion. */
  readonly clientId: string
  /** `kid` in the header of every JWT. */
  readonly keyId: string
  /** RSA private key, PKCS#8 PEM; JWTs are signed RS256. */
  readonly privateKey: string
  /** User name for whom an SSO session is asked: the claim `credential`. */
  readonly credential: string
  /** The claim `ip`. Any address will do, because a simulator on the same machine cannot know the public one. */
  readonly ip: string
}

/** Credentials with the addresses of the simulator that knows them. */
export interface Oauth2Access extends Oauth2Credentials {
  /** Address of the token call; it may also be the audience of the client assertion, beside `/token`. */
  readonly tokenUrl: string
  /** Address of the call that opens an SSO session. */
  readonly ssoSessionsUrl: string
}

/** What the server keeps of them. */
export interface Oauth2Registration {
  readonly clientId: string
  readonly keyId: string
  readonly publicKey: KeyObject
  readonly credential: string
}

/** Makes throw-away credentials; the 2048-bit key pair takes some 0.1 s on the thread pool. */
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

/** Turns a client's credentials into what the server keeps. */
export function registerOauth2({ clientId, keyId, privateKey, credential }: Oauth2Credentials): Oauth2Registration {
  return { clientId, keyId, credential, publicKey: createPublicKey(createPrivateKey(privateKey)) }
}
