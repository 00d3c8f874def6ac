import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPageFiles } from '../../../src/host/page/page-files.ts'
import { servePage } from '../../../src/main/app-page.ts'

let folder: string
let serve: ReturnType<typeof servePage>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-page-'))
  const page = join(folder, 'renderer')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.json'), 'secret')
  writeFileSync(join(page, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">')
  writeFileSync(join(page, 'assets', 'a.js'), 'let a')
  writeFileSync(join(page, 'assets', 'a.js.map'), '{}')
  serve = servePage(openPageFiles(page))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const get = (url: string, method = 'GET') => serve({ url, method })

test('serves the page with a content security policy without unsafe keywords and with a new nonce each time', async () => {
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const response = await get('app://console/')
      const policy = response.headers.get('content-security-policy') ?? ''
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
      expect(policy.split('; ').toSorted()).toEqual([
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "require-trusted-types-for 'script'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonce}'`,
        'trusted-types ibkr-console-reader',
        "worker-src 'self'",
      ])
      expect(nonce.length).toBeGreaterThan(20)
      expect(await response.text()).toContain(`content="${nonce}"`)
      return nonce
    }),
  )
  expect(nonces[0]).not.toBe(nonces[1])
})

test('serves a file of the window with its content type and the same policy', async () => {
  const response = await get('app://console/assets/a.js')
  expect(await response.text()).toBe('let a')
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
})

test.each([
  ['app://console/../secret.json', 404],
  ['app://console/..%2fsecret.json', 404],
  ['app://console/assets/../../secret.json', 404],
  ['app://console/assets/a.js.map', 404],
  ['app://console/assets/', 404],
  ['app://console//etc/passwd', 404],
  ['app://evil/', 403],
  ['app://console.evil/', 403],
  ['file:///etc/passwd', 403],
])('rejects a request for %s with %i', async (url, status) => {
  const response = await get(url)
  expect(response.status).toBe(status)
  expect(await response.text()).not.toContain('secret')
})

test('accepts only the method GET', async () => {
  expect((await get('app://console/', 'POST')).status).toBe(405)
})
