import type { KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { KeyPassphrase } from '../oauth1/oauth1-settings.ts'
import { countModulusBits, readRsaPrivateKey } from '../oauth1/private-key.ts'
import { createSettingError, readSetting } from '../read-login-setting.ts'

/**
 * The settings of an OAuth 2.0 login (`private_key_jwt`). IBKR offers it to organisations, not to individuals (IBKR's
 * documentation).
 */
export interface IbkrOauth2Config {
  /** Distinguishes these settings from those of OAuth 1.0a. */
  readonly type: 'oauth2'
  /** The client id as registered at IBKR. */
  readonly clientId: string
  /** `kid` as registered at IBKR, often `main`. */
  readonly keyId: string
  /** PEM text of the private RSA key, 2,048 bits or more; encrypted with a passphrase: see `keyPassphrase`. */
  readonly privateKey: string
  /** The IBKR username of the session. */
  readonly credential: string
  /** The public IP address from which IBKR receives the requests. */
  readonly ip: string
  /** Additional addresses that requests may come from. */
  readonly alternativeIps?: readonly string[]
  /** Scopes of the access token. Default `['sso-sessions.write']`, which is sufficient for `/v1/api`. */
  readonly scopes?: readonly string[]
  /**
   * `aud` of the client assertion. `/token`: as in IBKR's sample (default). `token-url`: the full address of the token
   * call, with a `jti`.
   */
  readonly audience?: '/token' | 'token-url'
  /** Value of a claim of the SSO session; omitted by default. */
  readonly service?: string
  /** The server of the login, in the forms of a gateway's address. Default `api.ibkr.com`; `baseUrl` has priority. */
  readonly server?: string
}

/** The validated settings. */
export interface Oauth2Settings extends Required<Omit<IbkrOauth2Config, 'type' | 'privateKey' | 'service' | 'server'>> {
  readonly key: KeyObject
  readonly service: string | undefined
}

const NAMES: readonly (keyof IbkrOauth2Config)[] = [
  'type',
  'clientId',
  'keyId',
  'privateKey',
  'credential',
  'ip',
  'alternativeIps',
  'scopes',
  'audience',
  'service',
  'server',
]
const LOGIN = 'OAuth 2.0'
const DEFAULT_SCOPES = ['sso-sessions.write']
/** Minimum key size in bits that RFC 7518 requires for RS256. */
const MIN_BITS = 2_048
/** Characters that RFC 6749 allows in a scope: printable ASCII except quote and backslash. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/

/**
 * Validates the settings; errors quote no value.
 * @throws IbkrError `config-invalid`, `key-invalid`
 */
export function readOauth2Settings(config: IbkrOauth2Config, passphrase: KeyPassphrase | undefined): Oauth2Settings {
  const keyPassphrase = typeof passphrase === 'object' ? passphrase?.signature : passphrase
  const audience = config.audience ?? '/token'
  if (audience !== '/token' && audience !== 'token-url') {
    throw invalid('audience', 'is neither "/token" nor "token-url"')
  }
  return {
    clientId: requiredText(config, 'clientId'),
    keyId: requiredText(config, 'keyId'),
    key: readKey(requiredText(config, 'privateKey'), keyPassphrase),
    credential: requiredText(config, 'credential'),
    ip: address(requiredText(config, 'ip'), 'ip'),
    alternativeIps: texts(config.alternativeIps ?? [], 'alternativeIps').map((ip) => address(ip, 'alternativeIps')),
    scopes: scopes(config.scopes ?? DEFAULT_SCOPES),
    audience,
    service: config.service === undefined ? undefined : requiredText(config, 'service'),
  }
}

function readKey(pem: string, passphrase: string | undefined): KeyObject {
  const key = readRsaPrivateKey(pem, 'private key', passphrase === undefined ? {} : { passphrase })
  if (countModulusBits(key) >= MIN_BITS) return key
  throw new IbkrError('key-invalid', `The private key has ${countModulusBits(key)} bits; RS256 needs ${MIN_BITS}.`)
}

function requiredText(config: IbkrOauth2Config, name: keyof IbkrOauth2Config): string {
  return readSetting(config, name, NAMES, LOGIN)
}

function texts(value: readonly string[], name: keyof IbkrOauth2Config): readonly string[] {
  const list: unknown = value
  if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list.map((item) => item.trim())
  throw invalid(name, 'is not a list of strings')
}

function address(text: string, name: keyof IbkrOauth2Config): string {
  if (isIP(text) !== 0) return text
  throw invalid(name, 'is not an IP address: use the public address that requests come from')
}

function scopes(value: readonly string[]): readonly string[] {
  const list = texts(value, 'scopes')
  if (list.length > 0 && list.every((scope) => SCOPE.test(scope))) return list
  throw invalid('scopes', 'is not a list of scopes such as "sso-sessions.write"')
}

function invalid(name: keyof IbkrOauth2Config, reason: string): IbkrError {
  return createSettingError(LOGIN, name, reason)
}
