import { spawn } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { get } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { IbkrClient } from '../../../src/client/index.ts'
import { buildPackages } from '../../process/built-packages.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { getSharedKeys } from '../../process/shared-keys.ts'
import { dhparamPem } from '../../unit/client/dhparam-pem.ts'

let folder: string

beforeAll(async () => {
  buildPackages()
  folder = await mkdtemp(join(tmpdir(), 'simulator-command-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

function start(...argv: readonly string[]) {
  const child = spawn(process.execPath, ['packages/simulator/bin/ibkr-web-simulator.mjs', ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  releaseAfterTest(() => child.kill('SIGKILL'))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  let written = ''
  const line = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk) => {
      written += String(chunk)
      if (written.includes('\n')) resolve(written.split('\n')[0] ?? '')
    })
  })
  return { child, ended, line, stderr: text(child.stderr), stdout: ended.then(() => written) }
}

test('prints one line of JSON when it listens, writes keys and certificate, and exits on SIGTERM', async () => {
  const [keys, ca] = [join(folder, 'oauth1.json'), join(folder, 'ca.pem')]
  await writeFile(keys, 'old', { mode: 0o644 })
  const { child, ended, stdout, stderr, line: firstLine } = start('--write-oauth1', keys, '--write-ca', ca)
  await firstLine
  const caPem = await readFile(ca, 'utf8')
  expect((await stat(keys)).mode & 0o777).toBe(0o600)
  const written = JSON.parse(await readFile(keys, 'utf8')) as { server: string }
  expect(Object.keys(written).sort()).toEqual(
    ['accessToken', 'accessTokenSecret', 'consumerKey', 'dhPrime', 'encryption', 'realm', 'server', 'signature'].sort(),
  )
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(await stderr).toBe('')
  const lines = (await stdout).trim().split('\n')
  expect(lines).toHaveLength(1)
  const line = JSON.parse(lines[0] ?? '') as { api: string }
  expect(line).toEqual({
    api: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+\/v1\/api\/$/),
    ws: expect.stringMatching(/^wss:\/\/127\.0\.0\.1:\d+\/v1\/api\/ws$/),
    oauth1: keys,
    ca,
    pid: child.pid,
  })
  expect(written.server).toBe(new URL(line.api).origin)
  const refused = await new Promise((resolve) => get(line.api, { ca: caPem }, resolve).on('error', resolve))
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' })
})

longTest(
  'registers the public files of a folder, and prints values with which the owner of the private keys logs in',
  async () => {
    const own = await getSharedKeys()
    const keys = join(folder, 'registered')
    await mkdir(keys)
    const publicOf = (pem: string) => createPublicKey(pem).export({ type: 'spki', format: 'pem' })
    await writeFile(join(keys, 'public_signature.pem'), publicOf(own.signature))
    await writeFile(join(keys, 'public_encryption.pem'), publicOf(own.encryption))
    const incomplete = start('--register', keys)
    expect(await incomplete.ended).toBe(1)
    expect(await incomplete.stderr).toContain('has no readable dhparam.pem (ENOENT)')

    await writeFile(join(keys, 'dhparam.pem'), dhparamPem(own.dhPrime))
    const { child, line, ended, stderr } = start('--register', keys, '--http')
    const { api, registered } = JSON.parse(await line) as { api: string; registered: Record<string, string> }
    expect(registered['consumerKey']).toMatch(/^[A-Z0-9]{9}$/)
    expect(registered['accessTokenSecret']).not.toBe(own.accessTokenSecret)
    const client = new IbkrClient({ ...own, ...registered }, { baseUrl: api })
    releaseAfterTest(() => client.close())
    await client.init()
    expect(await client.request({ path: 'portfolio/accounts' })).toMatchObject([{ id: 'DU1234567' }])
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    const output = await stderr
    for (const text of [...Object.values(registered), new URL(api).origin]) expect(output.split('\n')).toContain(text)
  },
)

longTest('exits with code 2 for wrong flags and with code 1 for a port in use, with a message', async () => {
  const wrong = start('--mode', 'telepathy')
  expect(await wrong.ended).toBe(2)
  expect(await wrong.stderr).toContain('--mode takes oauth1, oauth2 or gateway, not "telepathy".')
  const occupant = createServer()
  await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve))
  releaseAfterTest(() => new Promise((resolve) => occupant.close(resolve)))
  const { port } = occupant.address() as { port: number }
  const taken = start('--mode', 'gateway', '--port', String(port))
  expect(await taken.ended).toBe(1)
  expect(await taken.stderr).toContain(`Port ${port} on 127.0.0.1 is in use.`)
})

test('exits with code 1 if a file cannot be written, and leaves no server running', async () => {
  const { ended, stderr, stdout } = start('--mode', 'gateway', '--write-ca', join(folder, 'no', 'ca.pem'))
  expect(await ended).toBe(1)
  expect(await stderr).toContain('Cannot write the requested files')
  expect(await stdout).toBe('')
})

longTest('shows examples with --help', async () => {
  const { ended, stdout } = start('--help')
  expect(await ended).toBe(0)
  expect(await stdout).toContain('Examples:')
})

test('logs each request without query and secrets if --log is set, and reports the control port', async () => {
  const { child, line, ended, stderr } = start(
    '--mode',
    'gateway',
    '--http',
    '--log',
    '--control-port',
    '0',
    '--account',
    'U7654321',
    '--fault',
    '410@/tickle,times=1',
  )
  const { api, control } = JSON.parse(await line) as { api: string; control: string }
  expect(control).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/simulator\/$/)
  await fetch(`${api}tickle?session=secret`, { headers: { cookie: 'api=secret', authorization: 'secret' } })
  expect(await (await fetch(`${api}iserver/accounts`)).json()).toMatchObject({ accounts: ['U7654321'] })
  await fetch(`${control}controls`, { method: 'POST', body: '{"verb":"endBrokerageSession"}' })
  expect((await fetch(`${api}iserver/accounts`)).status).toBe(400)
  child.kill('SIGTERM')
  await ended
  const lines = (await stderr).trim().split('\n')
  expect(lines).toEqual([
    expect.stringMatching(/^\S+Z GET \/v1\/api\/tickle 410 \d+ ms not-judged \(faults: 410\)$/),
    expect.stringMatching(/^\S+Z GET \/v1\/api\/iserver\/accounts 200 \d+ ms not-required$/),
    expect.stringMatching(/^\S+Z GET \/v1\/api\/iserver\/accounts 400 \d+ ms not-required$/),
  ])
})

longTest('writes the keys and the addresses for --mode oauth2', async () => {
  const keys = join(folder, 'oauth2.json')
  const running = start('--mode', 'oauth2', '--http', '--write-oauth2', keys)
  const line = JSON.parse(await running.line) as { api: string }
  expect(line).toMatchObject({ oauth1: null, oauth2: keys })
  expect((await stat(keys)).mode & 0o777).toBe(0o600)
  const written: unknown = JSON.parse(await readFile(keys, 'utf8'))
  const { server, tokenUrl, type } = written as { server: string; tokenUrl: string; type: string }
  expect(type).toBe('oauth2')
  expect(server).toBe(new URL(line.api).origin)
  expect(tokenUrl.startsWith(new URL(line.api).origin)).toBe(true)
})

test('runs a command against a session that was used before, and ends with its exit code', async () => {
  const program = `
    const response = await fetch(process.argv[1] + '/v1/api/portfolio/DU1234567/summary')
    console.log(Object.keys(await response.json()).length > 0)
    process.exitCode = 7`
  const occupant = createServer()
  await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve))
  const { port } = occupant.address() as { port: number }
  const flags = ['--mode', 'gateway', '--http', '--port', String(port), '--used-session']
  const command = ['--', process.execPath, '--input-type=module', '--eval', program, `http://127.0.0.1:${port}`]
  // The command must not reach another server at the address of the simulator.
  const taken = start(...flags, ...command)
  expect(await taken.ended).toBe(1)
  expect(await taken.stdout).toBe('')
  await new Promise((resolve) => occupant.close(resolve))
  const { ended, stdout, stderr } = start(...flags, ...command)
  expect(await ended).toBe(7)
  expect(await stdout).toBe('true\n')
  expect(await stderr).toBe('')
})

longTest('ends its command when it is stopped, and reports a command that does not exist', async () => {
  const idle = "process.stdout.write('started\\n'); setInterval(() => undefined, 1000)"
  const { child, line, ended } = start('--mode', 'gateway', '--http', '--', process.execPath, '--eval', idle)
  expect(await line).toBe('started')
  child.kill('SIGTERM')
  expect(await ended).toBe(1)
  const missing = start('--mode', 'gateway', '--http', '--', './no-such-command')
  expect(await missing.ended).toBe(1)
  expect(await missing.stderr).toContain('Cannot run ./no-such-command')
})
