import { suggestSimilarName } from '../shared/domain/suggest-similar-name.ts'
import type { IbkrClientOptions } from './client-options.ts'
import type { Clock } from './clock.ts'
import { IbkrError } from './errors/ibkr-error.ts'
import { IbkrOauth1 } from './oauth1/ibkr-oauth1.ts'
import { type IbkrOauth1Config, type IbkrThirdPartyConfig, OAUTH1_SETTING_NAMES } from './oauth1/oauth1-settings.ts'
import { describeClockCorrection } from './oauth1/server-time.ts'
import { IbkrOauth2 } from './oauth2/ibkr-oauth2.ts'
import { type IbkrOauth2Config, readOauth2Settings } from './oauth2/oauth2-settings.ts'
import type { RandomSource } from './random-source.ts'
import { IBKR_HOST, parseServerAddress, type ServerAddress } from './server-address.ts'

/** The login of a client. A gateway needs neither part. */
export interface ClientLogin {
  readonly oauth1: IbkrOauth1 | undefined
  readonly oauth2: IbkrOauth2 | undefined
}

/** The parts of a login besides its settings. */
export interface ReadLoginDeps {
  readonly server: ServerAddress
  readonly options: Pick<IbkrClientOptions, 'keyPassphrase' | 'logger' | 'querySigningMode'>
  readonly clock: Clock
  readonly random: RandomSource
}

const WANTED = 'a gateway address, the content of oauth1.json, or the settings of OAuth 2.0'

/**
 * Determines the server of a login: `baseUrl`, else the address of a gateway or the setting `server`, else IBKR's.
 * @throws IbkrError `config-invalid` for an invalid address, and for a misspelled setting `server`: the login would be
 * sent to IBKR's server instead
 */
export function readServerAddress(config: unknown, { baseUrl }: Pick<IbkrClientOptions, 'baseUrl'>): ServerAddress {
  // The address is checked even if `baseUrl` replaces it, because the value may be the content of a settings file.
  const own =
    typeof config === 'string' && (config !== '' || typeof baseUrl !== 'string')
      ? parseServerAddress(config)
      : readServerSetting(config)
  return baseUrl === undefined || baseUrl === null
    ? (own ?? parseServerAddress(IBKR_HOST))
    : parseServerAddress(baseUrl, 'The option baseUrl')
}

function readServerSetting(config: unknown): ServerAddress | undefined {
  if (typeof config !== 'object' || config === null) return undefined
  const server: unknown = Reflect.get(config, 'server')
  if (server !== undefined && server !== null) return parseServerAddress(server as string, 'The setting server')
  const near = suggestSimilarName('server', Object.keys(config))
  if (near === undefined) return undefined
  throw new IbkrError('config-invalid', `The settings cannot be used: is "${near}" a misspelling of server?`)
}

/**
 * Parses the first argument of the client. Rejects invalid values. Missing OAuth 1.0a settings are rejected only on
 * first use, because a third party has no access token at first.
 * @throws IbkrError `config-invalid`, `config-unsupported`; `key-invalid` for the key of OAuth 2.0
 */
export function readLogin(
  config: string | IbkrOauth1Config | IbkrThirdPartyConfig | IbkrOauth2Config,
  context: ReadLoginDeps,
): ClientLogin {
  if (typeof config === 'string') return { oauth1: undefined, oauth2: undefined }
  const mistake = describeMistake(config)
  if (mistake !== undefined) {
    throw new IbkrError('config-invalid', `The first argument of the client must be ${WANTED}, not ${mistake}.`)
  }
  const { clock, options, random, server } = context
  const { keyPassphrase, logger, querySigningMode } = options
  const reportCorrection = (skewMs: number): void => logger?.warn(describeClockCorrection(skewMs))
  if (isOauth2(config)) {
    const settings = readOauth2Settings(config, keyPassphrase)
    const oauth2 = new IbkrOauth2({ settings, server, clock, random, logger })
    oauth2.time.onCorrection(reportCorrection)
    return { oauth1: undefined, oauth2 }
  }
  checkOauth1(config)
  const oauth1 = new IbkrOauth1(config, server.host, {
    clock,
    random,
    ...(logger === undefined ? {} : { logger }),
    ...(querySigningMode === undefined ? {} : { querySigningMode }),
    ...(keyPassphrase === undefined || keyPassphrase === null ? {} : { passphrase: keyPassphrase }),
  })
  oauth1.time.onCorrection(reportCorrection)
  return { oauth1, oauth2: undefined }
}

/** Describes a value that was passed instead of settings; undefined if it may be settings. */
function describeMistake(config: unknown): string | undefined {
  if (config === null) return 'null'
  if (typeof config !== 'object') return typeof config
  if (Array.isArray(config)) return 'an array'
  if (config instanceof Uint8Array) return "bytes: use JSON.parse(readFileSync('oauth1.json', 'utf8'))"
  if (config instanceof URL) return 'a URL: pass its href'
  return typeof Reflect.get(config, 'then') === 'function' ? 'a promise: await it first' : undefined
}

function checkOauth1(config: IbkrOauth1Config | IbkrThirdPartyConfig): void {
  if ('type' in config && config.type !== 'oauth1') {
    throw new IbkrError(
      'config-unsupported',
      'The type of the settings is neither "oauth1" nor "oauth2"; for a gateway pass its address.',
    )
  }
  if (OAUTH1_SETTING_NAMES.every((name) => config[name] === undefined)) {
    throw new IbkrError(
      'config-invalid',
      `The settings contain no login: OAuth 1.0a needs ${OAUTH1_SETTING_NAMES.join(', ')} (the content of oauth1.json); OAuth 2.0 needs type: 'oauth2'.`,
    )
  }
}

function isOauth2(config: object): config is IbkrOauth2Config {
  return 'type' in config && config.type === 'oauth2'
}
