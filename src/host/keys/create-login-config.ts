import { type IbkrOauth1Config, type IbkrOauth2Config, realmOf, writePem } from '../../client/unpublished.ts'
import type { KeySet, SecretName } from '../profiles/key-set.ts'
import { type Secret, unwrap, viewOf } from '../profiles/secret.ts'

/*
 * Converts stored secrets to the client's options. Used only for a client, a verification, and an `oauth1.json` that
 * the user exports. Each access of an option creates its string from the bytes: a string that lives for a whole session
 * moves to a part of V8's memory that is not overwritten when it is freed.
 */

/** The login of a profile, with the secrets that its configuration reads. */
export interface StoredLogin {
  readonly config: IbkrOauth1Config | IbkrOauth2Config
  /** Overwrites the secrets. The configuration is empty afterwards. */
  erase(): void
}

/** The parts of an OAuth 2.0 login that are not secret. */
export interface PublicOauth2Fields {
  readonly clientId: string
  readonly keyId: string
  readonly credential: string
  readonly ip: string
}

/**
 * Creates the client's options for OAuth 1.0a. A missing secret becomes an empty string, which the verification
 * reports.
 */
export function createOauth1Config(set: KeySet, consumerKey: string, realm = realmOf(consumerKey)): IbkrOauth1Config {
  return {
    realm,
    consumerKey,
    get dhPrime() {
      return hex(set, 'prime')
    },
    get accessToken() {
      return text(set, 'accessToken')
    },
    get accessTokenSecret() {
      return text(set, 'accessTokenSecret')
    },
    get signature() {
      return pem(set, 'signature')
    },
    get encryption() {
      return pem(set, 'encryption')
    },
  }
}

export function createOauth2Config(set: KeySet, names: PublicOauth2Fields): IbkrOauth2Config {
  const { clientId, keyId, credential, ip } = names
  return {
    type: 'oauth2',
    clientId,
    keyId,
    credential,
    ip,
    get privateKey() {
      return pem(set, 'privateKey')
    },
  }
}

/** Returns a key of the set, which contains PKCS#8 DER, as PEM. */
function pem(set: KeySet, name: SecretName): string {
  const der = bytes(set, name)
  return der.length === 0 ? '' : writePem({ label: 'PRIVATE KEY', headers: [], der })
}

const text = (set: KeySet, name: SecretName): string => bytes(set, name).toString('utf8')
const hex = (set: KeySet, name: SecretName): string => bytes(set, name).toString('hex')

/** Returns the bytes of a secret without a copy: erasing the secret erases these bytes too. */
function bytes(set: KeySet, name: SecretName): Buffer {
  const secret = set.get(name)
  return secret === undefined ? Buffer.alloc(0) : viewOf(unwrap(secret))
}

/** Returns the PEM of an encrypted key. */
export function readEncryptedPem(pem: Secret): string {
  return viewOf(unwrap(pem)).toString('utf8')
}
