import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { IbkrClient, type IbkrClientOptions, readPresentedCertificate } from '../../../src/client/index.ts'
import { type ConnectProxy, type ProxyBehavior, startConnectProxy } from './http-connect-proxy.ts'
import { manualClock } from './manual-clock.ts'
import { makeAuthority, type TestAuthority } from './test-certificate-authority.ts'
import { startTestServer, type TestServer } from './test-server.ts'

/** This name does not resolve, so a request arrives only if it uses the proxy. */
const HOST = 'gateway.example'

let company: TestAuthority
let localCompany: TestAuthority
let server: TestServer
let proxy: ConnectProxy
let behavior: ProxyBehavior
const releases: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  company = await makeAuthority(HOST)
  localCompany = await makeAuthority('localhost')
})

beforeEach(async () => {
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY']) {
    vi.stubEnv(name, '')
    vi.stubEnv(name.toLowerCase(), '')
  }
  behavior = 'open'
  server = await startTestServer((_seen, response) => response.end('{"ok":true}'), company.server)
  proxy = await startConnectProxy(
    () => portOf(server.host),
    () => behavior,
  )
  releases.push(server.close, proxy.close)
})

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const release of releases.splice(0).reverse()) await release()
})

const portOf = (host: string): number => Number(host.split(':')[1])

function clientOf(address: string, options: IbkrClientOptions = {}): IbkrClient {
  const client = new IbkrClient(address, options)
  releases.push(() => client.close())
  return client
}

const trusting = (): IbkrClientOptions => ({ certificateAuthorities: company.authority })

describe('client with a proxy from the environment', () => {
  it('sends requests through a tunnel, so that the proxy cannot read them', async () => {
    vi.stubEnv('HTTPS_PROXY', proxy.url)
    const client = clientOf(`https://${HOST}:5000`, trusting())
    await expect(client.request({ path: 'secret-path' })).resolves.toEqual({ ok: true })
    await client.request({ path: 'secret-path' })
    expect(proxy.requests[0]).toEqual({ method: 'CONNECT', target: `${HOST}:5000`, authorization: undefined })
    expect(proxy.received()).not.toContain('secret-path')
    expect(server.seen.map(({ headers }) => headers.host)).toEqual([`${HOST}:5000`, `${HOST}:5000`])
  })

  it('sends plain http through a tunnel too, with the default port', async () => {
    const plain = await startTestServer((_seen, response) => response.end('{"plain":true}'))
    const other = await startConnectProxy(() => portOf(plain.host))
    releases.push(plain.close, other.close)
    vi.stubEnv('http_proxy', other.url)
    await expect(clientOf(`http://${HOST}`).request({ path: 'x' })).resolves.toEqual({ plain: true })
    expect(other.requests).toMatchObject([{ method: 'CONNECT', target: `${HOST}:80` }])
  })

  it('bypasses the proxy for servers in NO_PROXY, and with proxy: false', async () => {
    vi.stubEnv('HTTPS_PROXY', proxy.url)
    vi.stubEnv('NO_PROXY', 'elsewhere,.example')
    const options = { ...trusting(), timeout: 5_000 }
    await expect(clientOf(`https://${HOST}`, options).request({ path: 'x' })).rejects.toMatchObject({
      code: 'network-failed',
    })
    vi.stubEnv('NO_PROXY', '')
    const direct = clientOf(`https://${HOST}`, { ...options, proxy: false })
    await expect(direct.request({ path: 'x' })).rejects.toMatchObject({ code: 'network-failed' })
    expect(proxy.requests).toEqual([])
  })

  it('never uses a proxy for a server on loopback', async () => {
    vi.stubEnv('HTTPS_PROXY', proxy.url)
    vi.stubEnv('ALL_PROXY', proxy.url)
    await expect(clientOf(server.host).request({ path: 'x' })).resolves.toEqual({ ok: true })
    expect(proxy.requests).toEqual([])
  })

  it('reads the certificate for pinning through the proxy', async () => {
    vi.stubEnv('HTTPS_PROXY', proxy.url)
    expect(await readPresentedCertificate(`https://${HOST}`)).toMatchObject({
      sha256: company.fingerprint,
      subject: HOST,
    })
    expect(proxy.requests).toHaveLength(1)
  })

  it('rejects a SOCKS proxy and an invalid address without quoting it', () => {
    for (const address of ['socks5://u:geheim@127.0.0.1:1', 'http://u:geheim@', 'http://u:%E0%A4geheim@h']) {
      const make = (): IbkrClient => new IbkrClient(`https://${HOST}`, { proxy: address })
      expect(make).toThrow(expect.objectContaining({ code: 'config-invalid' }))
      expect(make).not.toThrow(/geheim/)
    }
    vi.stubEnv('ALL_PROXY', 'socks5://127.0.0.1:1')
    expect(() => new IbkrClient(`https://${HOST}`)).toThrow(/SOCKS is not supported/)
  })
})

describe('certificate checks behind a proxy', () => {
  const through = (options: IbkrClientOptions): IbkrClient =>
    clientOf(`https://${HOST}`, { proxy: proxy.url, ...options })

  it('rejects an untrusted certificate and a certificate for another name', async () => {
    await expect(through({}).request({ path: 'x' })).rejects.toMatchObject({ code: 'tls-untrusted' })
    const other = clientOf('https://other.example', { proxy: proxy.url, ...trusting() })
    await expect(other.request({ path: 'x' })).rejects.toMatchObject({ code: 'tls-untrusted' })
    expect(server.seen).toEqual([])
  })

  it('compares the certificate with the pin before it sends a request', async () => {
    const wrong = through({ pinnedCertificateSha256: '00'.repeat(32) })
    await expect(wrong.request({ path: 'x' })).rejects.toMatchObject({
      code: 'tls-pin-mismatch',
      mayHaveReachedServer: false,
    })
    expect(server.seen).toEqual([])
    const right = through({ pinnedCertificateSha256: company.fingerprint })
    await expect(right.request({ path: 'x' })).resolves.toEqual({ ok: true })
  })

  it.each(['192.0.2.7', '[2001:db8::7]'])(
    'verifies a certificate for the server address %s, not for the proxy',
    async (host) => {
      const respond = async (certificate: TestAuthority): Promise<unknown> => {
        const target = await startTestServer((_seen, response) => response.end('{"ok":true}'), certificate.server)
        const own = await startConnectProxy(() => portOf(target.host))
        releases.push(target.close, own.close)
        const options = { proxy: `http://localhost:${own.port}`, certificateAuthorities: certificate.authority }
        return clientOf(`https://${host}`, options).request({ path: 'x' })
      }
      await expect(respond(await makeAuthority(host.replace(/[[\]]/g, '')))).resolves.toEqual({ ok: true })
      await expect(respond(localCompany)).rejects.toMatchObject({ code: 'tls-untrusted' })
    },
  )

  it('verifies the certificate for the name in the host header, which is also the TLS server name', async () => {
    const request = (headers: Record<string, string>): Promise<unknown> =>
      clientOf('https://192.0.2.7', { proxy: proxy.url, ...trusting() }).request({ path: 'x', headers })
    await expect(request({ host: HOST })).resolves.toEqual({ ok: true })
    await expect(request({ host: 'other.example' })).rejects.toMatchObject({ code: 'tls-untrusted' })
    await expect(request({})).rejects.toMatchObject({ code: 'tls-untrusted' })
  })

  it("verifies the certificate of localhost too, because localhost is the proxy's machine", async () => {
    const client = clientOf('https://localhost:5000', { proxy: proxy.url })
    await expect(client.request({ path: 'x' })).rejects.toMatchObject({ code: 'tls-untrusted' })
    expect(proxy.requests).toMatchObject([{ target: 'localhost:5000' }])
  })

  it('verifies the certificate of the proxy itself', async () => {
    const secure = await startConnectProxy(() => portOf(server.host), undefined, localCompany.server)
    releases.push(secure.close)
    const address = `https://localhost:${secure.port}`
    const suspicious = clientOf(`https://${HOST}`, { ...trusting(), proxy: address })
    await expect(suspicious.request({ path: 'x' })).rejects.toMatchObject({ code: 'proxy-failed' })
    const both = { certificateAuthorities: [company.authority, localCompany.authority], proxy: address }
    await expect(clientOf(`https://${HOST}`, both).request({ path: 'x' })).resolves.toEqual({ ok: true })
  })
})

describe('client with a configured proxy', () => {
  const post = (options: IbkrClientOptions = {}) =>
    clientOf(`https://${HOST}`, {
      ...trusting(),
      proxy: `http://user:ge%40heim@127.0.0.1:${proxy.port}`,
      ...options,
    }).request({
      path: 'x',
      method: 'POST',
    })

  it('sends the user name and password of the proxy address to the proxy', async () => {
    await post()
    expect(proxy.requests[0]?.authorization).toBe(`Basic ${Buffer.from('user:ge@heim').toString('base64')}`)
  })

  it.each([
    [407, 'user name and password'],
    [403, 'check whether it allows that server'],
    [502, 'check whether it allows that server'],
  ])(
    'rejects with proxy-failed and advice after status %i of the proxy, and reports the request as not sent',
    async (status, words) => {
      behavior = status
      const failure = post()
      await expect(failure).rejects.toMatchObject({ code: 'proxy-failed', mayHaveReachedServer: false })
      await expect(failure).rejects.toThrow(words)
      const error = await failure.catch((reason: unknown) => reason)
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/heim/)
    },
  )

  it('rejects with proxy-failed if the proxy is unreachable', async () => {
    await expect(post({ proxy: 'http://127.0.0.1:1' })).rejects.toMatchObject({ code: 'proxy-failed' })
  })

  it('reports connect-timeout with the injected clock if the proxy does not respond, and closes its connection', async () => {
    behavior = 'mute'
    const clock = manualClock()
    const failure = expect(post({ clock, connectTimeout: 9_000 })).rejects.toMatchObject({ code: 'connect-timeout' })
    await expect.poll(proxy.open).toBe(1)
    clock.advance(9_000)
    await failure
    await expect.poll(proxy.open).toBe(0)
  })

  it('disconnects from the proxy when the client closes during CONNECT', async () => {
    behavior = 'mute'
    const client = clientOf(`https://${HOST}`, { proxy: proxy.url })
    const failure = expect(client.request({ path: 'x' })).rejects.toMatchObject({ code: 'aborted' })
    await expect.poll(proxy.open).toBe(1)
    await client.close()
    await failure
    await expect.poll(proxy.open).toBe(0)
  })
})

describe('socket behind a proxy', () => {
  async function socketServer(): Promise<{ port: number; cookies: (string | undefined)[] }> {
    const https = createTlsServer(company.server)
    const sockets = new WebSocketServer({ server: https })
    const cookies: (string | undefined)[] = []
    sockets.on('connection', (socket, request) => {
      cookies.push(request.headers.cookie)
      socket.send('{"topic":"hello"}')
    })
    await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve))
    releases.push(() => {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      return new Promise((resolve) => https.close(resolve))
    })
    return { port: (https.address() as AddressInfo).port, cookies }
  }

  async function throughProxy(options: IbkrClientOptions) {
    const { port, cookies } = await socketServer()
    const own = await startConnectProxy(() => port)
    releases.push(own.close)
    vi.stubEnv('HTTPS_PROXY', own.url)
    const client = clientOf(`https://${HOST}:5000`, { maxSocketAttempts: 0, ...options })
    client.session = 'cookie-of-the-session'
    const outcome = await new Promise((resolve) => client.socket().subscribe({ next: resolve, error: resolve }))
    return { outcome, own, cookies }
  }

  it('uses the same proxy for the socket as for requests', async () => {
    const { outcome, own, cookies } = await throughProxy(trusting())
    expect(outcome).toEqual({ topic: 'hello' })
    expect(own.requests).toMatchObject([{ method: 'CONNECT', target: `${HOST}:5000` }])
    expect(cookies).toEqual(['api=cookie-of-the-session'])
    expect(own.received()).not.toContain('cookie-of-the-session')
  })

  it.each([
    ['plain', 'api=cookie-of-the-session'],
    ['json', 'api={"session":"cookie-of-the-session"}'],
  ] as const)('sends the session cookie of the socket in the configured form: %s', async (sessionCookie, cookie) => {
    expect((await throughProxy({ ...trusting(), sessionCookie })).cookies).toEqual([cookie])
  })

  it.each<[string, IbkrClientOptions]>([
    ['a server with an untrusted certificate', {}],
    ['a server with another certificate than the pinned one', { pinnedCertificateSha256: '00'.repeat(32) }],
  ])('sends no socket data to %s', async (_, options) => {
    const { outcome, cookies } = await throughProxy(options)
    expect(outcome).toMatchObject({ code: 'socket-attempts-exhausted' })
    expect(cookies).toEqual([])
  })

  it('connects the socket to the pinned server', async () => {
    const { outcome } = await throughProxy({ pinnedCertificateSha256: company.fingerprint })
    expect(outcome).toEqual({ topic: 'hello' })
  })
})
