import * as net from 'node:net'
import * as tls from 'node:tls'
import { readSystemCertificates } from './certificates.ts'
import type { IbkrClientOptions } from './client-options.ts'
import type { Clock } from './clock.ts'
import { IbkrError } from './errors/ibkr-error.ts'
import { determineProxy, type ProxySettings } from './proxy/determine-proxy.ts'
import { openTunnel } from './proxy/open-tunnel.ts'
import type { ServerAddress } from './server-address.ts'
import { checkPinnedCertificate, createTlsOptions, determineTlsPolicy, type TlsPolicy } from './tls-policy.ts'

/** Idle time in ms before the system probes whether the other side still exists. */
const KEEP_ALIVE_MS = 60_000

/** The way to reach a server, and the certificates that are accepted. */
export interface TlsAndProxy {
  readonly policy: TlsPolicy
  /** Proxy of the connection; undefined for none. */
  readonly proxy: ProxySettings | undefined
}

/** Determines the proxy for a server, and the certificates that are accepted. */
export function determineTlsAndProxy(server: ServerAddress, options: IbkrClientOptions): TlsAndProxy {
  const proxy = determineProxy(server, options)
  return { proxy, policy: determineTlsPolicy(server, options, proxy) }
}

/** Host and port of a server. */
export interface ServerEndpoint {
  /** Host name; an IPv6 address has no brackets. */
  readonly host: string
  readonly port: number
  readonly secure: boolean
}

/** The destination of a connection, and how to open it. */
export interface ConnectionTarget extends TlsAndProxy, ServerEndpoint {
  /** Time limit in ms until the connection is ready. */
  readonly timeout: number
  readonly signal: AbortSignal
  readonly clock: Clock
  /** Name that the certificate must have, from the host header of a request; undefined for the host itself. */
  readonly servername?: string | undefined
}

/** Returns host and port of an HTTP or WebSocket URL. */
export function getEndpoint({ protocol, hostname, port }: Pick<URL, 'protocol' | 'hostname' | 'port'>): ServerEndpoint {
  const secure = protocol === 'https:' || protocol === 'wss:'
  const host = hostname.replace(/^\[|\]$/g, '')
  return { host, port: port === '' ? (secure ? 443 : 80) : Number(port), secure }
}

/**
 * Opens a connection to a server, through its proxy if there is one, with the TLS policy applied. It sends no part of a
 * request.
 * @throws IbkrError `proxy-failed`, `connect-timeout`, `tls-pin-mismatch`, `aborted`; or the error of net or tls
 */
export async function openConnection(target: ConnectionTarget): Promise<net.Socket> {
  const { clock, host, port, policy, proxy, secure } = target
  const startedAt = clock.monotonic()
  // The pin is checked first: without TLS there is no certificate to compare with it.
  const plain = secure ? undefined : checkPinnedCertificate(policy, undefined)
  if (plain !== undefined) throw plain
  if ((secure && policy.kind === 'trust-store') || proxy?.secure === true) {
    await waitWithin(target.timeout, readSystemCertificates(), target)
  }
  const tunnel = proxy === undefined ? undefined : await openTunnel(proxy, target)
  // `||` instead of `??`: undici passes an empty name for a host header with an address.
  const servername = target.servername || (net.isIP(host) ? '' : host)
  const socket = secure
    ? tls.connect({
        // Without a server name, Node verifies the certificate for `host`; without either, it would use the host of the
        // tunnel.
        host,
        port,
        ...(tunnel === undefined ? {} : { socket: tunnel }),
        servername,
        ...createTlsOptions(policy),
      })
    : (tunnel ?? net.connect({ host, port }))
  // A tunnel without TLS is already connected.
  if (socket !== tunnel) await untilConnected(socket, target, target.timeout - (clock.monotonic() - startedAt))
  const mismatch = secure ? checkPinnedCertificate(policy, socket) : undefined
  if (mismatch === undefined) return socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS)
  socket.destroy()
  throw mismatch
}

async function untilConnected(socket: net.Socket, target: ConnectionTarget, leftMs: number): Promise<void> {
  let fail = (_error: Error): void => undefined
  const connected = new Promise<void>((resolve, reject) => {
    fail = reject
    socket.once('error', fail).once(target.secure ? 'secureConnect' : 'connect', resolve)
  })
  try {
    await waitWithin(leftMs, connected, target)
  } catch (error) {
    // Destroying the socket may emit another error.
    socket.on('error', () => undefined).destroy()
    throw error
  } finally {
    socket.off('error', fail)
  }
}

/**
 * Waits for a step of opening a connection.
 * @throws IbkrError `connect-timeout`, `aborted`; or the error of the step
 */
function waitWithin(leftMs: number, step: Promise<void>, { clock, host, signal }: ConnectionTarget): Promise<void> {
  let release = (): void => undefined
  return new Promise<void>((resolve, reject) => {
    const abort = (): void =>
      reject(new IbkrError('aborted', `Connecting to ${host} was aborted.`, { cause: signal.reason }))
    const cancelTimer = clock.after(leftMs, () =>
      reject(new IbkrError('connect-timeout', `No connection to ${host} could be opened in time.`)),
    )
    step.then(resolve, reject)
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    release = () => {
      cancelTimer()
      signal.removeEventListener('abort', abort)
    }
  }).finally(() => release())
}
