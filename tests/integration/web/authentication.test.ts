import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { HostFrame, WindowFrame } from '../../../src/shared/rpc/frames.ts'
import type { Transport } from '../../../src/shared/rpc/transport.ts'
import { PortError, startWeb, type WebServer } from '../../../src/web/start-web.ts'

interface WebResponse {
  readonly status: number
  readonly refusal: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

let folder: string
let web: WebServer
let windows: number
let newestWindow: Transport<HostFrame, WindowFrame>
let time: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-web-'))
  writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">')
  writeFileSync(join(folder, 'app.js'), 'let a')
  windows = 0
  time = 0
  web = await startWeb({
    port: 0,
    rendererFolder: folder,
    now: () => time,
    onWindow: (transport) => {
      windows += 1
      newestWindow = transport
    },
  })
})
afterEach(async () => {
  await web.close()
  rmSync(folder, { recursive: true, force: true })
})

function get(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  port = web.port,
  sent = '',
): Promise<WebResponse> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        body += text
      })
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          refusal: response.headers['x-refusal'] as string | undefined,
          headers: response.headers,
          body,
        }),
      )
    })
      .on('error', reject)
      .end(sent)
  })
}

const HOUR = 3_600_000
const origin = (): string => `http://127.0.0.1:${web.port}`
const freshToken = (): string => new URL(web.freshUrl('printed')).searchParams.get('token') ?? ''

/** Sends the request with which the page exchanges the token of its start URL. */
const session = (body: unknown, headers: Record<string, string> = { Origin: origin() }): Promise<WebResponse> =>
  get('/session', headers, 'POST', web.port, JSON.stringify(body))

async function freshSecret(): Promise<string> {
  const { secret } = JSON.parse((await session({ token: freshToken() })).body) as { secret: string }
  return secret
}

/** Returns the status of an upgrade: 101, or the status of the rejection. */
function upgrade(
  secret: string | undefined,
  options: { origin?: string; port?: number; path?: string } = {},
): Promise<number> {
  const { port = web.port, path = '/rpc' } = options
  return new Promise((resolve) => {
    const protocols = ['ibkr-console', ...(secret === undefined ? [] : [`secret.${secret}`])]
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, { origin: options.origin ?? origin() })
    socket.on('open', () => {
      resolve(101)
      expect(socket.protocol).toBe('ibkr-console')
      socket.terminate()
    })
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
    socket.on('error', () => undefined)
  })
}

describe('start token of browser mode', () => {
  test('exchanges a start token for the session secret only once', async () => {
    const token = freshToken()
    const first = await session({ token })
    expect(first.status).toBe(200)
    expect(JSON.parse(first.body)).toEqual({ secret: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await session({ token })).toMatchObject({ status: 401, refusal: 'link-used' })
  })

  test('does not use up a start token when the page is loaded', async () => {
    const token = freshToken()
    expect((await get(`/start?token=${token}`)).status).toBe(200)
    expect((await session({ token })).status).toBe(200)
  })

  test('expires a start token after 15 minutes', async () => {
    const token = freshToken()
    time = 15 * 60_000 + 1
    expect(await session({ token })).toMatchObject({ status: 401, refusal: 'link-used' })
  })

  test('drops a start token after 20 newer tokens were issued', async () => {
    const tokens = Array.from({ length: 21 }, freshToken)
    expect((await session({ token: tokens[0] })).status).toBe(401)
    expect((await session({ token: tokens[1] })).status).toBe(200)
  })

  test.each([{}, { token: '' }, { token: 'wrong' }, { token: 1 }, [], null, 'x', { token: 'x'.repeat(2_000) }])(
    'does not exchange the token %j for a secret',
    async (body) => {
      const response = await session(body).catch(() => ({ status: 401, body: '' }))
      expect(response.status).toBe(401)
      expect(response.body).not.toMatch(/[0-9a-f]{64}/)
    },
  )

  test.each(['http://evil.example', 'null', 'http://localhost:1', undefined])(
    'does not exchange a start token for a page of %s',
    async (foreign) => {
      const token = freshToken()
      expect(await session({ token }, foreign === undefined ? {} : { Origin: foreign })).toMatchObject({
        status: 403,
        refusal: 'foreign-origin',
      })
      expect((await session({ token })).status).toBe(200)
    },
  )
})

describe('session secret of browser mode', () => {
  test('accepts a browser with a valid secret that follows an old link', async () => {
    const secret = await freshSecret()
    expect((await session({ token: 'used', secret })).status).toBe(200)
    expect((await session({ secret })).status).toBe(200)
    expect(await session({ secret: 'f'.repeat(64) })).toMatchObject({ status: 401, refusal: 'no-session' })
  })

  test('treats a session request that cannot be read as one without token and secret', async () => {
    const token = freshToken()
    for (const body of ['', '{', 'null', '5', '[]', '{"token":5}', `{"token":"${token}","x":"${'x'.repeat(1_000)}"}`]) {
      const response = await get('/session', { Origin: origin() }, 'POST', web.port, body)
      expect(response, body).toMatchObject({ status: 401, refusal: 'no-session' })
      expect(response.headers).toMatchObject({ connection: 'close', 'cache-control': 'no-store' })
    }
    const granted = await session({ token })
    expect(granted.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' })
    expect(await session({ token })).toMatchObject({ status: 401, refusal: 'link-used' })
  })

  test('opens the socket only with the session secret', async () => {
    const secret = await freshSecret()
    for (const wrong of [undefined, '', '00', 'f'.repeat(64), `${secret}00`, secret.slice(2)]) {
      expect(await upgrade(wrong), String(wrong)).toBe(401)
    }
    expect(windows).toBe(0)
    expect(await upgrade(secret)).toBe(101)
    expect(windows).toBe(1)
    expect(await upgrade(secret, { path: '/other' })).toBe(404)
  })

  test('expires the secret after 12 hours without a window', async () => {
    const secret = await freshSecret()
    time = 12 * HOUR
    expect((await session({ secret })).status).toBe(200)
    time += 1
    expect(await session({ secret })).toMatchObject({ status: 401, refusal: 'no-session' })
    expect(await upgrade(secret)).toBe(401)
    const next = await freshSecret()
    expect(next).not.toBe(secret)
    expect(await upgrade(next)).toBe(101)
  })

  test('keeps the secret valid while a window is connected and for 12 hours afterwards', async () => {
    const secret = await freshSecret()
    const socket = new WebSocket(`ws://127.0.0.1:${web.port}/rpc`, ['ibkr-console', `secret.${secret}`], {
      origin: origin(),
    })
    await new Promise((resolve) => socket.on('open', resolve))
    time = 100 * HOUR
    expect((await session({ secret })).status).toBe(200)
    const closed = new Promise((resolve) => newestWindow.onClose(resolve))
    socket.close()
    await closed
    time = 112 * HOUR
    expect((await session({ secret })).status).toBe(200)
    time += 1
    expect((await session({ secret })).status).toBe(401)
  })

  test('stores the secret in no cookie, so that no other port of this machine receives it', async () => {
    const responses = [
      await get(`/start?token=${freshToken()}`),
      await get('/'),
      await session({ token: freshToken() }),
    ]
    for (const { headers } of responses) expect(headers['set-cookie']).toBeUndefined()
  })

  test.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://localhost:1'])(
    'does not open a socket with the secret for a page of %s',
    async (foreign) => {
      expect(await upgrade(await freshSecret(), { origin: foreign })).toBe(403)
      expect(windows).toBe(0)
    },
  )

  test('does not open a socket with the secret without an Origin header, because only a page may open one', async () => {
    const secret = await freshSecret()
    const status = await new Promise<number>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${web.port}/rpc`, ['ibkr-console', `secret.${secret}`])
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0)
        socket.terminate()
      })
      socket.on('error', () => undefined)
    })
    expect(status).toBe(403)
  })
})

describe('page of browser mode', () => {
  test('serves the page with a content security policy that has a new nonce each time', async () => {
    const pages = [await get('/'), await get('/start')]
    const nonces = pages.map((page) => /content="([^"]+)"/.exec(page.body)?.[1])
    expect(new Set(nonces).size).toBe(2)
    for (const [index, { status, headers }] of pages.entries()) {
      const policy = String(headers['content-security-policy'])
      expect(status).toBe(200)
      expect(policy).toContain(`'nonce-${nonces[index]}'`)
      expect(policy).not.toMatch(/unsafe-(?:inline|eval)/)
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(policy).toContain("frame-ancestors 'none'")
    }
  })

  test('serves the page without caching, and sends its address to no other site', async () => {
    for (const { headers } of [await get('/'), await get('/start'), await session({ token: freshToken() })]) {
      expect(headers['cache-control']).toBe('no-store')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    }
  })

  test('serves only files of the build', async () => {
    expect(await get('/app.js')).toMatchObject({ status: 200, body: 'let a' })
    for (const path of [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
      '/....//package.json',
      '/app.js/',
      '/app.js%00',
      '//app.js',
      '//etc/passwd',
      '/\\..\\x',
      '/index.html',
      '/start/',
      '/start/..%2f..%2fpackage.json',
      '/session/',
      '/start-web.ts',
      '/constructor',
      '/__proto__',
    ]) {
      const response = await get(path)
      expect(response.status, path).toBe(404)
      expect(response.body, path).not.toContain('"name"')
    }
  })

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '192.168.0.1',
    'localhost:99999999',
    '[::1]',
  ])('does not serve the page under the host name %j, so that DNS rebinding fails', async (host) => {
    expect((await get('/', { Host: host })).status).toBe(400)
    expect((await session({ token: freshToken() }, { Host: host, Origin: `http://${host}` })).status).toBe(400)
  })

  test.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://localhost:1'])(
    'does not serve the page to a page of %s',
    async (foreign) => {
      expect(await get('/', { Origin: foreign })).toMatchObject({ status: 403, refusal: 'foreign-origin' })
    },
  )

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('does not serve the page to %s', async (method) => {
    expect(await get('/', {}, method)).toMatchObject({ status: 405, refusal: 'method' })
  })
})

test('serves the page through a forwarded port, as with an SSH tunnel', async () => {
  const open = new Set<Socket>()
  const tunnel = createServer((near) => {
    const far = connect(web.port, '127.0.0.1')
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined).on('close', () => open.delete(socket))
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => tunnel.listen(0, '127.0.0.1', resolve))
  const port = (tunnel.address() as { port: number }).port
  expect(port).not.toBe(web.port)
  const host = `localhost:${port}`
  expect((await get('/start', { Host: host }, 'GET', port)).status).toBe(200)
  const own = { Host: host, Origin: `http://${host}` }
  const exchanged = await get('/session', own, 'POST', port, JSON.stringify({ token: freshToken() }))
  const { secret } = JSON.parse(exchanged.body) as { secret: string }
  const status = (from: string): Promise<number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, ['ibkr-console', `secret.${secret}`], {
        headers: { Host: host, Origin: from },
      })
      socket
        .on('open', () => resolve(101))
        .on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0))
      socket.on('error', () => undefined)
    })
  expect(await status(`http://${host}`)).toBe(101)
  // Even through a tunnel, a page of another port of this machine counts as foreign.
  expect(await status(`http://localhost:${web.port}`)).toBe(403)
  for (const socket of open) socket.destroy()
  await new Promise((resolve) => tunnel.close(resolve))
})

test('accepts connections only from this machine', async () => {
  const foreign = Object.values(networkInterfaces())
    .flat()
    .find((one) => one && !one.internal && one.family === 'IPv4')
  const addresses = [...(foreign ? [foreign.address] : []), '127.0.0.2']
  for (const host of addresses) {
    const connected = await new Promise<boolean>((resolve) => {
      const socket = connect({ host, port: web.port })
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
      socket.on('close', () => undefined)
    })
    expect(connected, host).toBe(false)
  }
})

test('reports that a port is in use, with a remedy', async () => {
  const taken = startWeb({ port: web.port, rendererFolder: folder, now: () => 0, onWindow: () => undefined })
  await expect(taken).rejects.toThrow(PortError)
  await expect(taken).rejects.toThrow(`Port ${web.port} is in use. Choose another port with --port N`)
})
