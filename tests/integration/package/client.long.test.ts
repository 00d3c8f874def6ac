import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { vectors } from '../../unit/client/oauth1-test-vectors.ts'
import { type BareFolder, makeBareFolder } from './install-in-bare-folder.ts'
import { EXPORTED_FUNCTIONS, MODULE_FORMATS, program, TYPESCRIPT_PROGRAM } from './library-programs.ts'
import { findLoadedModules } from './loaded-modules.ts'
import { CODE_FILE, DECLARATION_FILE, testTarball } from './tarball-tests.ts'

let folder: BareFolder
beforeAll(() => {
  folder = makeBareFolder('packages/client')
}, 60_000)
afterAll(() => folder?.remove())

describe('packed client in an empty folder', () => {
  test.each(MODULE_FORMATS)('the package loads and works as %s', (name, load) => {
    folder.write(name, program(load))
    expect(JSON.parse(folder.node(name))).toEqual({
      host: 'localhost:5000',
      token: vectors.synthetic_dh[0]?.live_session_token_base64,
      functions: EXPORTED_FUNCTIONS,
      sameError: true,
      missing: [],
    })
  })

  test('compiles under node16 from ES modules and CommonJS, and reports the errors of a wrong program', () => {
    for (const file of ['typed.mts', 'typed.cts']) folder.write(file, TYPESCRIPT_PROGRAM)
    folder.write('mistaken.mts', `import { signHmacSha256 } from 'ibkr-web-client/oauth1'\nsignHmacSha256(1, 'x')\n`)
    const options = { module: 'node16', moduleResolution: 'node16', skipLibCheck: false }
    const findings = folder.compile(options, ['typed.mts', 'typed.cts', 'mistaken.mts']).trim().split('\n')
    expect(findings).toEqual([expect.stringMatching(/^mistaken\.mts\(2,16\): error TS2345/)])
  })

  test('compiles under bundler, including a program that was written for ibkr-client', () => {
    folder.link('ibkr-client')
    folder.write('typed.ts', TYPESCRIPT_PROGRAM)
    for (const [file, name] of [
      ['original.ts', 'ibkr-client'],
      ['drop-in.ts', 'ibkr-web-client'],
    ] as const) {
      const imports = `import { IbkrClient } from '${name}'\nimport type { RxWebSocketSubject } from 'rxwebsocket'\n`
      folder.write(file, `${imports}${WRITTEN_FOR_THE_ORIGINAL}`)
    }
    const options = { module: 'preserve', moduleResolution: 'bundler', skipLibCheck: false }
    expect(folder.compile(options, ['typed.ts', 'original.ts', 'drop-in.ts'])).toBe('')
  })
})

const WRITTEN_FOR_THE_ORIGINAL = `
const config = { accessTokenSecret: '', accessToken: '', consumerKey: '', encryption: '', signature: '', dhPrime: '', realm: '' }
type Input = Parameters<IbkrClient['request']>[0]

export const feed = (client: IbkrClient): RxWebSocketSubject<any> => client.socket()

export class Trader {
  private readonly client: IbkrClient
  constructor(host?: string) {
    this.client = new IbkrClient(host ?? config)
  }
  async start(debug: string[] = (process.env['DEBUG'] ?? '').split(',')): Promise<string> {
    const { authenticated }: { authenticated: boolean } = await this.client.init(false)
    const input: Input = { path: 'tickle', method: 'POST', data: {}, params: { a: 1, b: null, c: undefined, d: true }, headers: { e: 'f' } }
    this.client.session = (await this.client.request(input)).session
    const { token, signature }: { token: string; signature: string; expiration: string } = await this.client.live()
    const signer = this.client.oauth1
    const headers: Record<string, string> | undefined = signer?.generateOauthHeaders('https://h/x', 'GET', token, { a: 'b' })
    const made = signer?.generateLiveSessionData('https://h/x')
    if (made) signer?.validateLiveSessionToken(signer.generateLiveSessionToken('a', made.random, made.prepend), signature)
    const socket = this.client.socket(debug)
    socket.subscribe({ next: (frame: { topic: string }) => console.log(frame.topic) })
    socket.multiplex(() => 'sor+{}', () => 'uor+{}', (data) => data.topic === 'sor').subscribe((data) => console.log(data.args))
    socket.next('tic')
    return [this.client.host, socket.state$.value, authenticated, headers].join()
  }
}
`

/** Logs in with OAuth 2.0 at a server that accepts every request. */
const SIGNED = `;(async () => {
  const { createServer } = await import('node:http')
  const { generateKeyPairSync } = await import('node:crypto')
  const bodies = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => { text += chunk })
    request.on('end', () => { bodies.push(text); response.end(JSON.stringify({ active: true, access_token: 'T', authenticated: true })) })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const settings = { type: 'oauth2', clientId: 'C', keyId: 'main', credential: 'u', ip: '127.0.0.1', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) }
  const client = new library.IbkrClient(settings, { baseUrl: 'http://127.0.0.1:' + server.address().port })
  const { authenticated } = await client.init()
  await client.close()
  server.close()
  console.log(JSON.stringify([authenticated, bodies[1].split('.').length]))
})()`

describe('modules that the client loads', () => {
  // The first request loads undici, and the first OAuth 2.0 login loads jose.
  const OTHERS = ['proxy-from-env', 'rxjs', 'rxwebsocket', 'tslib', 'ws']

  test.each(['cjs', 'esm'] as const)('loads only the files and the few dependencies of the library (%s)', (format) => {
    const { own, packages } = findLoadedModules(folder, 'ibkr-web-client', format)
    expect(packages.filter((name) => !OTHERS.includes(name))).toEqual([])
    expect(packages).toContain('rxjs')
    expect(own).toContain(`out/${format}/index.js`)
    expect(own.filter((file) => !file.startsWith(`out/${format}/`))).toEqual([])
  })

  test.each([
    ['oauth2.mjs', `import * as library from 'ibkr-web-client'`],
    ['oauth2.cjs', `const library = require('ibkr-web-client')`],
  ] as const)('loads the packages of OAuth 2.0 at an OAuth 2.0 login (%s)', (name, load) => {
    folder.write(name, `${load}\n${SIGNED}`)
    expect(JSON.parse(folder.node(name))).toEqual([true, 3])
  })

  test.each(['esm', 'cjs'] as const)('loads only the files of the OAuth functions (%s)', (format) => {
    const { own, packages } = findLoadedModules(folder, 'ibkr-web-client/oauth1', format)
    expect(packages).toEqual([])
    expect(own).toContain(`out/${format}/oauth1.js`)
    expect(own.filter((file) => !new RegExp(`^out/${format}/(oauth1|signatures-[^/]+)\\.js$`).test(file))).toEqual([])
  })

  test.each(['esm', 'cjs'])('the OAuth functions (%s) import only node:crypto', (format) => {
    const library = join(folder.installed, 'out', format)
    const files = readdirSync(library).filter((name) => /^(oauth1|signatures-.*)\.js$/.test(name))
    expect(files).toHaveLength(2)
    const texts = files.map((name) => readFileSync(join(library, name), 'utf8')).join('\n')
    const named = [...texts.matchAll(/(?:from |require\()"([^."][^"]*)"/g)].map(([, name]) => name)
    expect([...new Set(named)]).toEqual(['node:crypto'])
  })
})

describe('tarball of the client', () => {
  testTarball(
    {
      source: 'packages/client',
      files: [/^(package\.json|LICENSE|README\.md|bin\/ibkr-web-client\.mjs)$/, CODE_FILE, DECLARATION_FILE],
      packedKb: 460,
      packages: 9,
      installedMb: 18,
      native: [],
    },
    () => folder,
  )
})
