import { X509Certificate } from 'node:crypto'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { systemClock } from '../../../src/client/clock.ts'
import { IbkrClient, type IbkrClientOptions, readPresentedCertificate } from '../../../src/client/index.ts'
import { createConnections } from '../../../src/client/rest/client-connections.ts'
import { startTestServer, type TestServer } from './test-server.ts'

let server: TestServer
let fingerprint: string

beforeAll(async () => {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec', algorithm: 'sha256' })
  fingerprint = new X509Certificate(made.cert).fingerprint256
  server = await startTestServer((_seen, response) => response.end('{"ok":true}'), {
    key: made.private,
    cert: made.cert,
  })
})
afterAll(() => server.close())

async function send(options?: IbkrClientOptions): Promise<unknown> {
  const client = new IbkrClient(server.host, options)
  try {
    return await client.request({ path: 'x' })
  } finally {
    await client.close()
  }
}

describe('client and the self-signed certificate of a gateway', () => {
  it('accepts a self-signed certificate on loopback', async () => {
    await expect(send()).resolves.toEqual({ ok: true })
  })

  it('accepts a certificate with the pinned fingerprint', async () => {
    await expect(send({ pinnedCertificateSha256: fingerprint })).resolves.toEqual({ ok: true })
  })

  it('accepts the pinned certificate on further connections too, because TLS sessions are not resumed', async () => {
    const client = new IbkrClient(server.host, { pinnedCertificateSha256: fingerprint })
    for (let round = 0; round < 3; round++) {
      await Promise.all([client.request({ path: 'x' }), client.request({ path: 'y' }), client.request({ path: 'z' })])
    }
    await client.close()
  })

  it('passes the first certificate to onFirstCertificate, and none of later connections', async () => {
    const fingerprints: string[] = []
    const onFirstCertificate = ({ sha256 }: { readonly sha256: string }): number => fingerprints.push(sha256)
    const client = new IbkrClient(server.host, { onFirstCertificate })
    for (let round = 0; round < 3; round++) {
      await Promise.all([client.request({ path: 'x' }), client.request({ path: 'y' })])
    }
    await client.close()
    expect(fingerprints).toEqual([fingerprint])
  })

  it('rejects a certificate other than the pinned one before it sends a request', async () => {
    const before = server.seen.length
    const failure = send({ pinnedCertificateSha256: '00'.repeat(32) })
    await expect(failure).rejects.toMatchObject({ code: 'tls-pin-mismatch', mayHaveReachedServer: false })
    await expect(failure).rejects.toThrow(fingerprint)
    expect(server.seen).toHaveLength(before)
  })

  it('rejects a self-signed certificate under the trust store policy for other machines', async () => {
    const connections = createConnections({
      route: { policy: { kind: 'trust-store' }, proxy: undefined },
      connectTimeout: 5_000,
      maxConnections: 1,
      clock: systemClock,
      signal: new AbortController().signal,
    })
    await expect(send({ dispatcher: await connections.dispatcher() })).rejects.toMatchObject({
      code: 'tls-untrusted',
      cause: expect.objectContaining({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    })
    await connections.destroy()
  })
})

describe('client of a server that accepts the connection but does not respond', () => {
  it.each([
    ['timeout', { timeout: 50 }],
    ['connect-timeout', { connectTimeout: 50 }],
  ])('reports %s for a server without a response, and reports the request as not sent', async (code, options) => {
    const mute = createServer()
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const { port } = mute.address() as AddressInfo
    const client = new IbkrClient(`127.0.0.1:${port}`, options)
    const failure = client.request({ path: 'x', method: 'POST' })
    await expect(failure).rejects.toMatchObject({ code, mayHaveReachedServer: false })
    await client.close()
    mute.close()
  })
})

describe('reading a certificate to pin', () => {
  it('reads the certificate without sending a request', async () => {
    const before = server.seen.length
    const shown = await readPresentedCertificate(server.host)
    expect(shown).toMatchObject({ sha256: fingerprint, subject: 'localhost' })
    await expect(send({ pinnedCertificateSha256: shown.sha256 })).resolves.toEqual({ ok: true })
    expect(server.seen).toHaveLength(before + 1)
  })

  it('cannot read a certificate from an unreachable server, over plain http, or with an aborted signal', async () => {
    await expect(readPresentedCertificate('127.0.0.1:1')).rejects.toMatchObject({ code: 'network-failed' })
    await expect(readPresentedCertificate('http://localhost')).rejects.toMatchObject({ code: 'config-invalid' })
    await expect(readPresentedCertificate(server.host, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' })
  })
})

describe('socket to a pinned server', () => {
  it('sends nothing, not even the session cookie, to a server with another certificate', async () => {
    const made = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec', algorithm: 'sha256' })
    const other = await startTestServer(() => undefined, { key: made.private, cert: made.cert })
    const options = { pinnedCertificateSha256: fingerprint, maxSocketAttempts: 0 }
    const client = new IbkrClient(other.host, options)
    client.session = 'secret'
    const error = await new Promise((resolve) => client.socket().subscribe({ error: resolve }))
    expect(error).toMatchObject({ code: 'socket-attempts-exhausted' })
    expect(other.seen).toEqual([])
    await client.close()
    await other.close()
  })

  it('connects to the server with the pinned certificate', async () => {
    const made = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec', algorithm: 'sha256' })
    const https = createTlsServer({ key: made.private, cert: made.cert })
    const sockets = new WebSocketServer({ server: https })
    sockets.on('connection', (socket) => socket.send('{"topic":"hello"}'))
    await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve))
    const { port } = https.address() as { port: number }
    const pinned = new X509Certificate(made.cert).fingerprint256
    const client = new IbkrClient(`https://127.0.0.1:${port}`, { pinnedCertificateSha256: pinned })
    const frame = await new Promise((resolve) => client.socket().subscribe(resolve))
    expect(frame).toEqual({ topic: 'hello' })
    await client.close()
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
    await new Promise((resolve) => https.close(resolve))
  })
})
