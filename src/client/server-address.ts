import { looksLikeFileContent, looksLikeFileName } from './detect-file-name.ts'
import { IbkrError } from './errors/ibkr-error.ts'

const API_PATH = '/v1/api'

/** Host of IBKR's own servers, for OAuth clients. */
export const IBKR_HOST = 'api.ibkr.com'

/** The address of a server, in the forms that the client needs. */
export interface ServerAddress {
  /** `host[:port]`; a host without a port is kept as given. */
  readonly host: string
  /** Scheme, host, and the prefix of a reverse proxy, without a trailing slash. Base of `/gw/…` and `/oauth2/…`. */
  readonly root: string
  /** Base of the Web API, with a trailing slash. */
  readonly api: string
  readonly socket: string
  readonly secure: boolean
  /** Whether the name always means this machine. */
  readonly loopback: boolean
}

/**
 * Parses a gateway's address: `localhost:5000`, `https://host:5000/`, `http://host/v1/api`. A host without a scheme
 * means https.
 * @param what names the address in errors
 * @throws IbkrError `config-invalid`
 */
export function parseServerAddress(address: string, what = 'The server address'): ServerAddress {
  const given: unknown = address
  if (typeof given !== 'string') throw invalid(`${what} must be a string such as localhost:5000, not ${typeof given}.`)
  const trimmed = given.trim()
  const mistake = addressMistake(trimmed)
  if (mistake !== undefined) throw invalid(`${what} ${mistake}`)
  const bare = !trimmed.includes('://')
  // The address of the socket is also accepted.
  const text = bare ? `https://${trimmed}` : trimmed.replace(/^ws(s?:)/i, 'http$1')
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !isHostName(url.hostname)) {
    throw invalid(`${what}${quoted(trimmed)} is invalid. Write host:port, or a URL such as https://localhost:5000.`)
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw invalid(`${what}${quoted(trimmed)} is neither http nor https.`)
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw invalid(`${what} must not contain a user name, query or fragment: use only scheme, host and port.`)
  }
  const prefix = url.pathname
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    // `portal` is an older name of `api` in the path.
    .replace(/\/v1\/(api(\/ws)?|portal)$/, '')
  if (/\/v1\/api(\/|$)/.test(prefix)) {
    throw invalid(`${what}${quoted(trimmed)} continues after /v1/api: the rest belongs to the path of a request.`)
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

/**
 * Reports whether a host name always means this machine: `localhost`, 127.0.0.0/8, `::1`. Excludes `*.localhost`,
 * because many resolvers query the network for it.
 */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/^\[|\]$/g, '')
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name)
}

/** Describes why a string is not an address and how to correct it; undefined if it may be an address. */
function addressMistake(text: string): string | undefined {
  if (text === '') return 'is empty: write host:port, or a URL such as https://localhost:5000.'
  if (looksLikeFileContent(text)) {
    return 'must be an address, not the content of a key or of oauth1.json: for a login pass the parsed content, JSON.parse(readFileSync(name, "utf8")).'
  }
  if (looksLikeFileName(text)) {
    return 'must be an address, not a file name: for a login pass the parsed content of oauth1.json, JSON.parse(readFileSync(name, "utf8")).'
  }
  if (/^\d+$/.test(text)) return `has a port but no host: write localhost:${text}.`
  // A URL parser would read these strings as a host and its path.
  if (/^(https?|wss?)(:(?!\/\/)|\/)/i.test(text))
    return 'has a scheme without "://" after it: write https://localhost:5000.'
  if (text.includes('://') && !/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    return 'has no valid scheme: begin with http:// or https://, or write only host:port.'
  }
  return undefined
}

/** Reports whether a host name can exist. URL parsers also accept impossible names: `ht!tp`, `a,b`, a dot. */
function isHostName(hostname: string): boolean {
  return /^\[[0-9a-f:.]+\]$/i.test(hostname) || (/^[a-z0-9._-]+$/i.test(hostname) && /[a-z0-9]/i.test(hostname))
}

/** Quotes the string with a leading space. Returns an empty string if it may contain a password or a secret. */
function quoted(text: string): string {
  return text.length > 100 || text.includes('@') ? '' : ` "${text}"`
}

function invalid(message: string): IbkrError {
  return new IbkrError('config-invalid', message)
}
