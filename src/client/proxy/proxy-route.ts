import { getProxyForUrl } from 'proxy-from-env'
import type { IbkrClientOptions } from '../client-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { ServerAddress } from '../gateway.ts'
import { readAuthorities } from '../trust-store.ts'

/** A proxy on the way to a server. Everything goes through a tunnel (CONNECT), so that the proxy sees no request of ours. */
export interface ProxyRoute {
  /** TLS to the proxy itself, verified against the trust store and these authorities (PEM) beside. */
  readonly secure: boolean
  readonly authorities: readonly string[] | undefined
  readonly host: string
  readonly port: number
  /** Holds a password: never to be shown. */
  readonly authorization: string | undefined
  /** `host:port`, for messages. */
  readonly name: string
}

/** What a caller may say about the way. */
export type ProxyOptions = Pick<IbkrClientOptions, 'proxy' | 'certificateAuthorities'>

/**
 * The way to a server: a proxy that the caller names; none where the caller says `false`; otherwise what `HTTPS_PROXY`, `HTTP_PROXY`,
 * `ALL_PROXY` and `NO_PROXY` say, in either case. A server on this machine is never reached by a proxy of the environment.
 * @throws IbkrError `config-invalid` for a proxy that is neither http nor https
 */
export function proxyRoute(server: ServerAddress, options: ProxyOptions = {}): ProxyRoute | undefined {
  const { proxy, certificateAuthorities } = options
  const authorities = certificateAuthorities === undefined ? undefined : readAuthorities(certificateAuthorities)
  if (proxy === false) return undefined
  if (proxy !== undefined) return readRoute(proxy, authorities, 'The option "proxy"')
  if (server.loopback) return undefined
  const found = getProxyForUrl(server.root)
  return found === ''
    ? undefined
    : readRoute(found, authorities, 'The proxy of the environment (HTTPS_PROXY, HTTP_PROXY or ALL_PROXY)')
}

// Nothing of the address is quoted: it may hold a password.
function readRoute(text: string, authorities: readonly string[] | undefined, whose: string): ProxyRoute {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw new IbkrError(
      'config-invalid',
      `${whose} is not an address of the form http://host:port; SOCKS is not spoken.`,
    )
  }
  const secure = url.protocol === 'https:'
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  return {
    secure,
    authorities,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    authorization: url.username === '' && url.password === '' ? undefined : basic(url, whose),
    name: `${url.hostname}:${port}`,
  }
}

function basic({ username, password }: URL, whose: string): string {
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
    return `Basic ${Buffer.from(pair).toString('base64')}`
  } catch {
    throw new IbkrError('config-invalid', `${whose} has a user name or password with a % that is not encoded (%25).`)
  }
}
