import { createServer, type Socket } from 'node:net'
import { generate } from 'selfsigned'
import { afterAll, describe, expect, it } from 'vitest'
import {
  createTransportError,
  describeNetworkFailure,
  isConnectFailure,
} from '../../../src/client/errors/transport-error.ts'
import { IbkrClient } from '../../../src/client/index.ts'
import { startTestServer } from './test-server.ts'

const releases: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const release of releases) await release()
})

async function errorOf(address: string): Promise<unknown> {
  const client = new IbkrClient(address)
  releases.push(() => client.close())
  return client.request({ path: 'x' }).catch((error: unknown) => error)
}

/** Opens a server on a free port; `respond` handles the first bytes of each connection. */
async function port(respond: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => respond(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  releases.push(() => new Promise((resolve) => server.close(() => resolve())))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('hint of an error after a request with the wrong scheme', () => {
  it('suggests http if an https request reaches a plain HTTP server', async () => {
    const server = await startTestServer((_seen, response) => response.end('{}'))
    releases.push(server.close)
    expect(await errorOf(server.host)).toMatchObject({
      code: 'network-failed',
      message: expect.stringContaining(`try http://${server.host}.`),
    })
  })

  it('suggests https if an http request reaches a TLS server', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      algorithm: 'sha256',
    })
    const server = await startTestServer((_seen, response) => response.end('{}'), { key, cert })
    releases.push(server.close)
    expect(await errorOf(`http://${server.host}`)).toMatchObject({
      code: 'network-failed',
      message: expect.stringContaining(`try https://${server.host}.`),
    })
  })

  it.each<[string, (socket: Socket) => void]>([
    ['a TLS alert', (socket) => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 70]))],
    ['nothing', (socket) => socket.end()],
    ['a reset', (socket) => socket.resetAndDestroy()],
  ])('suggests https if the server responds to an http request with %s', async (_what, respond) => {
    const host = `127.0.0.1:${await port(respond)}`
    expect(await errorOf(`http://${host}`)).toMatchObject({
      code: 'network-failed',
      message: expect.stringContaining(`try https://${host}.`),
    })
  })

  it('does not suggest another scheme after the response has started', async () => {
    const host = `127.0.0.1:${await port((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'))}`
    expect(await errorOf(`http://${host}`)).toMatchObject({
      code: 'network-failed',
      message: expect.stringMatching(/^(?!.*https).* was lost in the middle of the response/),
    })
  })

  it('recognises the error codes of other Node versions and of BoringSSL', () => {
    const url = new URL('https://gateway:5000')
    for (const code of [
      'EPROTO',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'ERR_SSL_HTTP_REQUEST',
      'ERR_SSL_PACKET_LENGTH_TOO_LONG',
    ])
      expect(describeNetworkFailure({ request: { url }, cause: { code }, responded: false })).toContain(
        'http://gateway:5000.',
      )
  })
})

it('explains a certificate that BoringSSL does not accept', () => {
  const cause = Object.assign(new Error('KEY_USAGE_BIT_INCORRECT'), { code: 'ERR_SSL_KEY_USAGE_BIT_INCORRECT' })
  const failure = createTransportError({
    request: { method: 'GET', path: '/tickle', url: new URL('https://gateway:5000') },
    cause,
    code: undefined,
    timeout: 1_000,
    maxBodyBytes: 1,
    mayHaveReachedServer: false,
    responded: false,
  })
  expect(failure).toMatchObject({ code: 'tls-untrusted', message: expect.stringContaining('lacks digitalSignature') })
  expect(failure.message).not.toContain('Pin it')
  expect(isConnectFailure(cause)).toBe(true)
})

it('distinguishes a closed port from an unknown host name', async () => {
  const closedPort = `127.0.0.1:${await port(() => undefined)}`
  await releases.pop()?.()
  expect(await errorOf(`http://${closedPort}`)).toMatchObject({
    message: expect.stringContaining('No server listens at this address'),
  })
  const url = new URL('https://nope')
  for (const code of ['ENOTFOUND', 'EAI_AGAIN'])
    expect(describeNetworkFailure({ request: { url }, cause: { code }, responded: false })).toContain(
      'host name was not found',
    )
})
