import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BundledProgram, bundleProgram } from '../../integration/simulator/bundled-program.ts'
import { installReleaseChecks, NODE_24 } from '../../process/release-checks.ts'
import { type ConnectProxy, startConnectProxy } from './http-connect-proxy.ts'
import { makeAuthority, type TestAuthority } from './test-certificate-authority.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const HOST = 'gateway.example'

let company: TestAuthority
let server: TestServer
let proxy: ConnectProxy
let program: BundledProgram

beforeAll(async () => {
  installReleaseChecks()
  company = await makeAuthority(HOST)
  server = await startTestServer((_seen, response) => response.end('"in"'), company.server)
  proxy = await startConnectProxy(() => Number(server.host.split(':')[1]))
  program = await bundleProgram(new URL('slow-certificates.program.ts', import.meta.url))
}, 600_000)
afterAll(async () => {
  await proxy?.close()
  await server?.close()
  await program?.remove()
})

/** Runs the program on Electron's version of Node while the operating system needs 5 s to read its certificates. */
async function request(connectTimeout: number) {
  const preload = resolve('tests/unit/client/slow-certificates.cjs')
  const args = [
    '--require',
    preload,
    program.file,
    `https://${HOST}`,
    proxy.url,
    company.authority,
    `${connectTimeout}`,
  ]
  const { stdout } = await promisify(execFile)(NODE_24, args, { env: { ...process.env, READING_MS: '5000' } })
  return JSON.parse(stdout) as { readonly outcomes: string[]; readonly tookMs: number; readonly blockedMs: number }
}

test('stays responsive while the operating system reads its certificates, and reads them once for all requests', async () => {
  const { outcomes, tookMs, blockedMs } = await request(10_000)
  expect(outcomes).toEqual(['in', 'in'])
  expect(tookMs).toBeGreaterThan(4_900)
  expect(tookMs).toBeLessThan(6_900)
  expect(blockedMs).toBeLessThan(1_000)
})

test('ends a request with connect-timeout if the certificates take longer than a connection may', async () => {
  const { outcomes, tookMs } = await request(300)
  expect(outcomes).toEqual(['connect-timeout', 'connect-timeout'])
  expect(tookMs).toBeLessThan(1_900)
})
