import type { KeyObject } from 'node:crypto'
import type { IbkrOauth1Config, IbkrThirdPartyConfig } from '../client-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { nearName, unknownNames } from '../near-name.ts'
import { decryptAccessTokenSecret } from './access-token-secret.ts'
import { readDhGroup } from './dh-group.ts'
import { readRsaPrivateKey } from './private-key.ts'
import { realmOf } from './realm.ts'

/** The passphrase of encrypted keys: one for both, or one for each. */
export type KeyPassphrase = string | { readonly encryption?: string; readonly signature?: string }

/** Everything that settings may hold. */
export const OAUTH1_NAMES: readonly (keyof IbkrOauth1Config)[] = [
  'consumerKey',
  'accessToken',
  'accessTokenSecret',
  'signature',
  'encryption',
  'dhPrime',
  'realm',
]

/**
 * What an OAuth 1.0a login was given, read when it is first needed: a third party has no access token at first. Keys and
 * prime are kept, because parsing costs more than signing; the decrypted secret is not.
 * Every getter throws an IbkrError that names the setting: `config-invalid` when it is missing, else the code of its kind.
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
        'The OAuth 1.0a settings are not an object: give the content of oauth1.json.',
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
    this.#signatureKey ??= readRsaPrivateKey(this.#text('signature'), 'signature key', this.#opening('signature'))
    return this.#signatureKey
  }

  get prime(): bigint {
    this.#prime ??= readDhGroup(this.#text('dhPrime')).prime
    return this.#prime
  }

  /** The decrypted access token secret, hex. */
  get prepend(): string {
    this.#encryptionKey ??= readRsaPrivateKey(this.#text('encryption'), 'encryption key', this.#opening('encryption'))
    return decryptAccessTokenSecret(this.#text('accessTokenSecret'), this.#encryptionKey)
  }

  /** Lets go of keys and secrets; every getter throws `client-closed` from now on. */
  forget(): void {
    this.#config = { consumerKey: this.#config.consumerKey } as IbkrThirdPartyConfig
    this.#forgotten = true
    this.#passphrase = undefined
    this.#signatureKey = undefined
    this.#encryptionKey = undefined
    this.#prime = undefined
  }

  #opening(key: 'encryption' | 'signature'): { readonly passphrase?: string } {
    const given = this.#passphrase
    const passphrase = typeof given === 'object' && given !== null ? given[key] : given
    return passphrase === undefined ? {} : { passphrase }
  }

  /** Without the blanks at its ends, which come from copying. */
  #text(name: keyof IbkrOauth1Config): string {
    if (this.#forgotten && name !== 'consumerKey')
      throw new IbkrError('client-closed', 'The client is closed: make another.')
    const value: unknown = this.#config[name]
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
    throw new IbkrError('config-invalid', this.#lack(name, value))
  }

  /** No value is quoted: it may be another field's. */
  #lack(name: keyof IbkrOauth1Config, value: unknown): string {
    if (value instanceof Uint8Array) {
      return `The ${name} of the OAuth 1.0a settings must be a text, not bytes: readFileSync(name, 'utf8') gives one.`
    }
    if (value !== undefined && value !== null && typeof value !== 'string') {
      return `The ${name} of the OAuth 1.0a settings must be a text, not ${typeof value}.`
    }
    const near = nearName(name, unknownNames(this.#config, OAUTH1_NAMES))
    const advice = near === undefined ? 'is oauth1.json complete?' : `is "${near}" meant?`
    return `The OAuth 1.0a settings have no ${name}: ${advice}`
  }
}
