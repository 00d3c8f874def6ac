import type { KeyObject } from 'node:crypto'
import { IbkrError } from '../errors/ibkr-error.ts'
import { readSetting } from '../read-login-setting.ts'
import { decryptAccessTokenSecret } from './access-token-secret.ts'
import { readDhGroup } from './dh-group.ts'
import { readRsaPrivateKey } from './private-key.ts'

/** The settings of an OAuth 1.0a login: the content of `oauth1.json`. */
export interface IbkrOauth1Config {
  /** The access token secret as IBKR's page shows it: base64, encrypted for the encryption key. */
  readonly accessTokenSecret: string
  /** The access token that IBKR's page shows. */
  readonly accessToken: string
  /** The consumer key: nine letters that IBKR registered, or `TESTCONS`. */
  readonly consumerKey: string
  /** PEM text of the private encryption key (PKCS#1 or PKCS#8); encrypted with a passphrase: see `keyPassphrase`. */
  readonly encryption: string
  /** PEM text of the private signature key, in the same forms as `encryption`. */
  readonly signature: string
  /** The Diffie-Hellman prime in hex, the PEM text of `dhparam.pem`, or the output of `openssl dhparam -text`. */
  readonly dhPrime: string
  /** `limited_poa`, or `test_realm` for the consumer `TESTCONS`. */
  readonly realm: string
  /**
   * The server of the login, such as one of IBKR's numbered hosts, in the forms of a gateway's address. Default
   * `api.ibkr.com`. The option `baseUrl` has priority. `ibkr-client` ignores it and sends to `api.ibkr.com`.
   */
  readonly server?: string
}

/**
 * The settings of a third party before a user grants access: sufficient for `requestToken` and `accessToken`. The
 * default of `realm` depends on the consumer key.
 */
export type IbkrThirdPartyConfig = Pick<IbkrOauth1Config, 'consumerKey' | 'signature'> & Partial<IbkrOauth1Config>

/**
 * Returns the default realm of a consumer key: `test_realm` for IBKR's demo consumer, otherwise `limited_poa` (IBKR's
 * documentation).
 * @example
 * ```ts run=alone
 * import { realmOf } from 'ibkr-web-client/oauth1'
 *
 * console.log(realmOf('TESTCONS'), realmOf('MYCONSUMR')) // => test_realm limited_poa
 * ```
 */
export function realmOf(consumerKey: string): string {
  return consumerKey === 'TESTCONS' ? 'test_realm' : 'limited_poa'
}

/** The passphrase of both encrypted keys, or an object with the passphrase of each key. */
export type KeyPassphrase = string | { readonly encryption?: string; readonly signature?: string }

/** Names of the fields of an OAuth 1.0a login. */
export const OAUTH1_SETTING_NAMES: readonly Exclude<keyof IbkrOauth1Config, 'server'>[] = [
  'consumerKey',
  'accessToken',
  'accessTokenSecret',
  'signature',
  'encryption',
  'dhPrime',
  'realm',
]

/**
 * The settings of an OAuth 1.0a login. Each setting is checked on first use, because a third party has no access token
 * at first. Keys and prime are cached, because parsing costs more than signing; the decrypted secret is not. Every
 * getter throws an IbkrError that names the setting: `config-invalid` if it is missing, otherwise the code of its kind.
 */
export class Oauth1Settings {
  #config: IbkrThirdPartyConfig
  #forgotten = false
  #passphrase: KeyPassphrase | undefined
  #signatureKey: KeyObject | undefined
  #encryptionKey: KeyObject | undefined
  #prime: bigint | undefined

  constructor(config: IbkrThirdPartyConfig, passphrase: KeyPassphrase | undefined) {
    if (typeof config !== 'object' || config === null) {
      throw new IbkrError(
        'config-invalid',
        'The OAuth 1.0a settings are not an object: pass the content of oauth1.json.',
      )
    }
    this.#config = config
    this.#passphrase = passphrase
  }

  get consumerKey(): string {
    return this.#text('consumerKey')
  }

  get accessToken(): string {
    return this.#text('accessToken')
  }

  get realm(): string {
    return this.#config.realm ? this.#text('realm') : realmOf(this.consumerKey)
  }

  get signatureKey(): KeyObject {
    this.#signatureKey ??= readRsaPrivateKey(this.#text('signature'), 'signature key', this.#passphraseOf('signature'))
    return this.#signatureKey
  }

  get prime(): bigint {
    this.#prime ??= readDhGroup(this.#text('dhPrime')).prime
    return this.#prime
  }

  /** The decrypted access token secret, in hex. */
  get prepend(): string {
    this.#encryptionKey ??= readRsaPrivateKey(
      this.#text('encryption'),
      'encryption key',
      this.#passphraseOf('encryption'),
    )
    return decryptAccessTokenSecret(this.#text('accessTokenSecret'), this.#encryptionKey)
  }

  /** Drops keys and secrets; afterwards every getter except `consumerKey` throws `client-closed`. */
  forget(): void {
    this.#config = { consumerKey: this.#config.consumerKey } as IbkrThirdPartyConfig
    this.#forgotten = true
    this.#passphrase = undefined
    this.#signatureKey = undefined
    this.#encryptionKey = undefined
    this.#prime = undefined
  }

  #passphraseOf(key: 'encryption' | 'signature'): { readonly passphrase?: string } {
    const given = this.#passphrase
    const passphrase = typeof given === 'object' && given !== null ? given[key] : given
    return passphrase === undefined ? {} : { passphrase }
  }

  #text(name: keyof IbkrOauth1Config): string {
    if (this.#forgotten && name !== 'consumerKey') {
      throw new IbkrError('client-closed', 'The client is closed: create another one.')
    }
    return readSetting(this.#config, name, OAUTH1_SETTING_NAMES, 'OAuth 1.0a')
  }
}
