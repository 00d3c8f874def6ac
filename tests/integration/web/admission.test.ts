import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { PortError, startWeb, type Web } from '../../../src/web/start-web.ts'

interface Answer {
  readonly status: number
  readonly refusal: string | undefined
  readonly cookie: string | undefined
  readonly policy: string
  readonly body: string
}

let folder: string
let web: Web
let windows: number
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
    onWindow: () => {
      windows += 1
    },
  })
})
afterEach(async () => {
  await web.close()
  rmSync(folder, { recursive: true, force: true })
})

function get(path: string, headers: Record<string, string> = {}, method = 'GET', port = web.port): Promise<Answer> {
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
          cookie: response.headers['set-cookie']?.[0],
          policy: String(response.headers['content-security-policy']),
          body,
        }),
      )
    })
      .on('error', reject)
      .end()
  })
}

const startPath = (): string => {
  const { pathname, search } = new URL(web.freshUrl())
  return pathname + search
}
const admitted = async (): Promise<string> => String((await get(startPath())).cookie).split(';')[0] ?? ''

/** The status of an upgrade: 101, or what it was refused with. */
function upgrade(headers: Record<string, string>, port = web.port, path = '/rpc'): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
    socket.on('open', () => {
      resolve(101)
      socket.terminate()
    })
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
    socket.on('error', () => undefined)
  })
}

describe('a start URL', () => {
  test('is exchanged once for a cookie that scripts cannot read and other sites do not send', async () => {
    const path = startPath()
    const first = await get(path)
    expect(first.status).toBe(303)
    expect(first.cookie).toMatch(/^ibkr-console-[0-9a-f]{12}=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=\//)
    expect(await get(path)).toMatchObject({ status: 401, refusal: 'link-used', cookie: undefined })
  })

  test('lapses after 15 minutes', async () => {
    const path = startPath()
    time = 15 * 60_000 + 1
    expect(await get(path)).toMatchObject({ status: 401, refusal: 'link-used' })
  })

  test.each(['/start', '/start?token=', '/start?token=wrong', '/start?token=a&token=b'])(
    '%s admits nobody',
    async (path) => {
      expect(await get(path)).toMatchObject({ status: 401, cookie: undefined })
    },
  )
})

describe('without the cookie', () => {
  test.each(['/', '/app.js', '/index.html', '/../package.json', '//', '/%2e%2e/x'])('%s is refused', async (path) => {
    expect((await get(path)).status).toBe(401)
  })

  test('a wrong or a foreign cookie is none', async () => {
    const [name] = (await admitted()).split('=')
    for (const value of ['', '00', 'f'.repeat(64), 'ä']) {
      expect((await get('/', { Cookie: `${name}=${encodeURIComponent(value)}` })).status).toBe(401)
    }
  })

  test('no socket opens', async () => {
    expect(await upgrade({ Origin: `http://127.0.0.1:${web.port}` })).toBe(401)
    expect(windows).toBe(0)
  })
})

describe('with the cookie', () => {
  let cookie: string
  beforeEach(async () => {
    cookie = await admitted()
  })

  test('the page comes with a policy and a nonce that is new each time', async () => {
    const pages = [await get('/', { Cookie: cookie }), await get('/', { Cookie: cookie })]
    const nonces = pages.map((page) => /content="([^"]+)"/.exec(page.body)?.[1])
    expect(new Set(nonces).size).toBe(2)
    for (const [index, { status, policy }] of pages.entries()) {
      expect(status).toBe(200)
      expect(policy).toContain(`'nonce-${nonces[index]}'`)
      expect(policy).not.toMatch(/unsafe-(?:inline|eval)/)
      expect(policy).toContain("require-trusted-types-for 'script'")
    }
  })

  test('only files that were built are served', async () => {
    expect(await get('/app.js', { Cookie: cookie })).toMatchObject({ status: 200, body: 'let a' })
    for (const path of [
      '/../package.json',
      '/..%2fpackage.json',
      '/app.js/',
      '//app.js',
      '/\\..\\x',
      '/start-web.ts',
    ]) {
      expect((await get(path, { Cookie: cookie })).status).toBe(404)
    }
  })

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '192.168.0.1', 'localhost:99999999'])(
    'the name %j is refused, so that DNS rebinding fails',
    async (host) => {
      expect((await get('/', { Cookie: cookie, Host: host })).status).toBe(400)
    },
  )

  test.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://localhost:1'])(
    'a page of %s is refused',
    async (origin) => {
      expect(await get('/', { Cookie: cookie, Origin: origin })).toMatchObject({
        status: 403,
        refusal: 'foreign-origin',
      })
      expect(await upgrade({ Cookie: cookie, Origin: origin })).toBe(403)
      expect(windows).toBe(0)
    },
  )

  test('a socket without any origin is refused: only a page may open one', async () => {
    expect(await upgrade({ Cookie: cookie })).toBe(403)
  })

  test('the socket of the page opens', async () => {
    expect(await upgrade({ Cookie: cookie, Origin: `http://127.0.0.1:${web.port}` })).toBe(101)
    expect(windows).toBe(1)
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is refused', async (method) => {
    expect(await get('/', { Cookie: cookie }, method)).toMatchObject({ status: 405, refusal: 'method' })
  })
})

test('everything works through a forwarded port, as by an SSH tunnel', async () => {
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
  const start = await get(startPath(), { Host: `localhost:${port}` }, 'GET', port)
  const cookie = String(start.cookie).split(';')[0] ?? ''
  expect((await get('/', { Host: `localhost:${port}`, Cookie: cookie }, 'GET', port)).status).toBe(200)
  const own = { Host: `localhost:${port}`, Cookie: cookie, Origin: `http://localhost:${port}` }
  expect(await upgrade(own, port)).toBe(101)
  // Through the tunnel as without: the page of another port of this machine is a foreign page.
  expect(await upgrade({ ...own, Origin: `http://localhost:${web.port}` }, port)).toBe(403)
  for (const socket of open) socket.destroy()
  await new Promise((resolve) => tunnel.close(resolve))
})

test('a port that is in use is a sentence with a remedy', async () => {
  const taken = startWeb({ port: web.port, rendererFolder: folder, now: () => 0, onWindow: () => undefined })
  await expect(taken).rejects.toThrow(PortError)
  await expect(taken).rejects.toThrow(`Port ${web.port} is in use. Choose another with --port N`)
})
