import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTrustedContext } from '../../../src/client/certificates.ts'
import { IbkrClient } from '../../../src/client/index.ts'
import { buildPackages } from '../../process/built-packages.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { type ConnectProxy, startConnectProxy } from './http-connect-proxy.ts'
import { makeAuthority, type TestAuthority } from './test-certificate-authority.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const HOST = 'gateway.example'

let company: TestAuthority
let other: TestAuthority
let server: TestServer
let proxy: ConnectProxy
let folder: string

beforeAll(async () => {
  company = await makeAuthority(HOST)
  other = await makeAuthority('other.example')
  server = await startTestServer((_seen, response) => response.end('"in"'), company.server)
  proxy = await startConnectProxy(() => Number(server.host.split(':')[1]))
  buildPackages()
  folder = await mkdtemp(join(tmpdir(), 'company-certificates-'))
  await writeFile(join(folder, 'company.pem'), company.authority)
  await writeFile(join(folder, 'program.mjs'), PROGRAM)
})
afterAll(async () => {
  await proxy?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

/**
 * Sends a request through a proxy for each value of certificateAuthorities (empty: not set), and prints each outcome. A
 * separate process, because Node reads its authorities at start.
 */
const PROGRAM = `
import { IbkrClient } from '${pathToFileURL(resolve('packages/client/out/esm/index.js')).href}'
const [server, proxy, ...values] = process.argv.slice(2)
for (const certificateAuthorities of values) {
  const client = new IbkrClient(server, { proxy, ...(certificateAuthorities === '' ? {} : { certificateAuthorities }) })
  try {
    console.log(JSON.stringify(await client.request({ path: 'x' })))
  } catch (error) {
    console.log(error.code)
  } finally {
    await client.close()
  }
}
`

/**
 * Returns what the program prints for each value of the option certificateAuthorities. The program starts with or
 * without the company's certificate file.
 */
async function outcomes(file: string | undefined, ...authorities: readonly (string | undefined)[]): Promise<string[]> {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: file ?? '' }
  const args = [
    join(folder, 'program.mjs'),
    `https://${HOST}`,
    proxy.url,
    ...authorities.map((authority) => authority ?? ''),
  ]
  return (await promisify(execFile)(process.execPath, args, { env })).stdout.trim().split('\n')
}

describe('client of a server with a certificate of a company authority', () => {
  it('rejects the server if its authority is not trusted, accepts it with the option certificateAuthorities', async () => {
    const both = `Company\n${other.authority}\n${company.authority}`
    const printed = await outcomes(undefined, undefined, company.authority, both, other.authority)
    expect(printed).toEqual(['tls-untrusted', '"in"', '"in"', 'tls-untrusted'])
  })

  longTest(
    'accepts the server with NODE_EXTRA_CA_CERTS, with and without the option certificateAuthorities',
    async () => {
      expect(await outcomes(join(folder, 'company.pem'), undefined, other.authority)).toEqual(['"in"', '"in"'])
    },
  )

  it('uses one TLS context for all connections with the same authorities, because each takes 20 to 55 ms', () => {
    const context = createTrustedContext([company.authority])
    expect(context).toBeDefined()
    expect(createTrustedContext([company.authority])).toBe(context)
    expect(createTrustedContext([other.authority])).not.toBe(context)
  })

  it('verifies the server on loopback too if certificateAuthorities is set', async () => {
    const client = new IbkrClient(server.host, { certificateAuthorities: company.authority })
    // The certificate is issued for a name other than the server's address.
    await expect(client.request({ path: 'x' })).rejects.toMatchObject({ code: 'tls-untrusted' })
    await client.close()
  })
})

describe('invalid option certificateAuthorities', () => {
  it.each([
    ['a file name', 'company.pem'],
    ['an empty text', ''],
    ['a damaged certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
    ['a key', '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----'],
    ['a number', 5 as unknown as string],
  ])('rejects certificateAuthorities without quoting it: %s', (_, text) => {
    const make = (): IbkrClient => new IbkrClient('localhost', { certificateAuthorities: ['', text].slice(1) })
    expect(make).toThrow(expect.objectContaining({ code: 'config-invalid' }))
    expect(make).not.toThrow(/c2VjcmV0/)
  })
})
