import * as http from 'node:http'
import * as https from 'node:https'
import { isIP, type Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { createTrustedContext } from '../certificates.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { ProxySettings } from './determine-proxy.ts'

/** The server at the other end of a tunnel. */
export interface TunnelTarget {
  /** Host name; an IPv6 address has no brackets. */
  readonly host: string
  readonly port: number
  /** Time limit in ms for opening the tunnel. */
  readonly timeout: number
  readonly signal: AbortSignal
  readonly clock: Pick<Clock, 'after'>
}

/**
 * Opens a connection to the server through a proxy, without sending anything through it.
 * @throws IbkrError `proxy-failed`, `connect-timeout`, `aborted`
 */
export function openTunnel(proxy: ProxySettings, end: TunnelTarget): Promise<Socket> {
  const target = `${end.host.includes(':') ? `[${end.host}]` : end.host}:${end.port}`
  const { authorization } = proxy
  return new Promise((resolve, reject) => {
    const request = (proxy.secure ? https : http).request({
      method: 'CONNECT',
      host: proxy.host,
      port: proxy.port,
      path: target,
      headers: { host: target, ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }) },
      agent: false,
      ...(proxy.secure ? proxyTrust(proxy) : {}),
    })
    const settle = (): void => {
      cancelTimer()
      end.signal.removeEventListener('abort', abort)
    }
    const fail = (error: IbkrError): void => {
      settle()
      reject(error)
      request.destroy()
    }
    const abort = (): void =>
      fail(new IbkrError('aborted', `The connection through ${proxy.name} was aborted.`, { cause: end.signal.reason }))
    const cancelTimer = end.clock.after(end.timeout, () =>
      fail(new IbkrError('connect-timeout', `The proxy ${proxy.name} opened no connection to ${target} in time.`)),
    )
    request.on('error', (cause) => {
      const code = 'code' in cause ? String(cause.code) : cause.message
      fail(new IbkrError('proxy-failed', `The proxy ${proxy.name} could not be reached (${code}).`, { cause }))
    })
    request.once('connect', (response, socket, head) => {
      if (response.statusCode !== 200) {
        socket.on('error', () => undefined).destroy()
        return fail(new IbkrError('proxy-failed', refusal(proxy, target, response.statusCode)))
      }
      settle()
      if (head.length > 0) socket.unshift(head)
      resolve(socket as Socket)
    })
    end.signal.addEventListener('abort', abort, { once: true })
    if (end.signal.aborted) return abort()
    request.end()
  })
}

/**
 * Returns the TLS options for the proxy. The proxy's certificate must match the proxy's name: Node would use the
 * server's name in the Host header.
 */
function proxyTrust({ authorities, host }: ProxySettings): { servername: string; secureContext?: SecureContext } {
  const secureContext = createTrustedContext(authorities)
  return { servername: isIP(host) ? '' : host, ...(secureContext && { secureContext }) }
}

function refusal(proxy: ProxySettings, target: string, status: number | undefined): string {
  const remedy =
    status === 407
      ? 'put user name and password into its address'
      : 'check whether it allows that server, or do not use it (NO_PROXY, proxy: false)'
  return `The proxy ${proxy.name} refused to connect to ${target} with ${status}: ${remedy}.`
}
