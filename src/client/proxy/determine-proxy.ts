import { getProxyForUrl } from 'proxy-from-env'
import { splitAuthorityCertificates } from '../certificates.ts'
import type { IbkrClientOptions } from '../client-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { ServerAddress } from '../server-address.ts'

/**
 * A proxy for the connections to a server. All connections are tunnels (CONNECT), so the proxy cannot read requests.
 */
export interface ProxySettings {
  /** Whether the connection to the proxy itself uses TLS, verified with the trust store and these authorities (PEM). */
  readonly secure: boolean
  readonly authorities: readonly string[] | undefined
  readonly host: string
  readonly port: number
  /** Value of the header, which contains a password and must never be shown. */
  readonly authorization: string | undefined
  /** `host:port` of the proxy, for messages. */
  readonly name: string
}

/** The options that concern proxies. */
export type ProxyOptions = Pick<IbkrClientOptions, 'proxy' | 'certificateAuthorities'>

/**
 * Determines the proxy of a server from the option; `false` means no proxy. Without the option, uses `HTTPS_PROXY`,
 * `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in upper or lower case. A server on this machine never uses the proxy of
 * the environment.
 * @throws IbkrError `config-invalid` for a proxy that is neither http nor https
 */
export function determineProxy(server: ServerAddress, options: ProxyOptions = {}): ProxySettings | undefined {
  const { proxy, certificateAuthorities } = options
  const authorities =
    certificateAuthorities === undefined ? undefined : splitAuthorityCertificates(certificateAuthorities)
  if (proxy === false) return undefined
  if (proxy !== undefined) return readProxy(proxy, authorities, 'The option "proxy"')
  if (server.loopback) return undefined
  const found = getProxyForUrl(server.root)
  return found === ''
    ? undefined
    : readProxy(found, authorities, 'The proxy of the environment (HTTPS_PROXY, HTTP_PROXY or ALL_PROXY)')
}

// Parses the address of a proxy. The error does not quote the address, which may contain a password.
function readProxy(text: string, authorities: readonly string[] | undefined, source: string): ProxySettings {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw new IbkrError(
      'config-invalid',
      `${source} is not an address of the form http://host:port; SOCKS is not supported.`,
    )
  }
  const secure = url.protocol === 'https:'
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  return {
    secure,
    authorities,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    authorization: url.username === '' && url.password === '' ? undefined : basic(url, source),
    name: `${url.hostname}:${port}`,
  }
}

function basic({ username, password }: URL, source: string): string {
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
    return `Basic ${Buffer.from(pair).toString('base64')}`
  } catch {
    throw new IbkrError('config-invalid', `${source} has a user name or password with a % that is not encoded (%25).`)
  }
}
