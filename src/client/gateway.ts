import { IbkrError } from './errors/ibkr-error.ts'

const API_PATH = '/v1/api'

/** Host of IBKR's own servers, which OAuth clients talk to. */
export const IBKR_HOST = 'api.ibkr.com'

/** Where a server is, in every form the client needs. */
export interface ServerAddress {
  /** `host[:port]`, as given where a bare host was given. */
  readonly host: string
  /** Scheme, host and, behind a reverse proxy, its prefix; no trailing slash. `/gw/…` and `/oauth2/…` hang here. */
  readonly root: string
  /** Base of the Web API, with a trailing slash. */
  readonly api: string
  readonly socket: string
  readonly secure: boolean
  /** The name can only mean this machine. */
  readonly loopback: boolean
}

/**
 * Reads a gateway's address: `localhost:5000`, `https://host:5000/`, `http://host/v1/api`. A bare host means https.
 * @throws IbkrError `config-invalid`
 */
export function resolveServer(text: string): ServerAddress {
  const trimmed = text.trim()
  // Not quoted: the settings of a login are given as text now and then, keys and all.
  if (/[{}\n]|-----/.test(trimmed) || trimmed.length > 2_000) {
    throw new IbkrError(
      'config-invalid',
      'A server address was expected. The text of oauth1.json must be parsed first.',
    )
  }
  const bare = !/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)
  // The address of the socket is meant as well as that of the API beside it.
  const url = parseUrl(bare ? `https://${trimmed}` : trimmed.replace(/^ws(s?:)/i, 'http$1'), text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new IbkrError('config-invalid', `The server address "${trimmed}" is neither http nor https.`)
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new IbkrError(
      'config-invalid',
      'A server address has no user name, query or fragment: give scheme, host and port.',
    )
  }
  const prefix = url.pathname
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    // The last one is the API's old name, an alias.
    .replace(/\/v1\/(api(\/ws)?|portal)$/, '')
  if (/\/v1\/api(\/|$)/.test(prefix)) {
    throw new IbkrError(
      'config-invalid',
      `The server address "${trimmed}" goes on after /v1/api: the rest is the path of a request.`,
    )
  }
  const root = `${url.protocol}//${url.host}${prefix}`
  return {
    host: bare && /^[^/]+$/.test(trimmed) ? trimmed : url.host,
    root,
    api: `${root}${API_PATH}/`,
    socket: `${root.replace(/^http/, 'ws')}${API_PATH}/ws`,
    secure: url.protocol === 'https:',
    loopback: isLoopback(url.hostname),
  }
}

/** Whether a host name can only mean this machine: `localhost`, `*.localhost`, 127.0.0.0/8, `::1`. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/^\[|\]$/g, '')
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name)
}

function parseUrl(text: string, given: string): URL {
  try {
    return new URL(text)
  } catch (cause) {
    throw new IbkrError('config-invalid', `"${given}" is not a server address. Write host:port or a URL.`, { cause })
  }
}
