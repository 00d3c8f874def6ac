import { generateKeyPairSync } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { configureCommand, IbkrClient } from '../../../src/client/index.ts'
import { readDhGroup } from '../../../src/client/oauth1/dh-group.ts'
import { dhparamPem } from './dhparam-pem.ts'
import { vectors } from './oauth1-test-vectors.ts'
import { makeTestKeys, pem } from './test-keys.ts'

const keys = makeTestKeys()
const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

const goodFiles = {
  'dhparam.pem': dhparamPem(vectors.testcons.dh_prime_hex),
  'private_encryption.pem': pem(keys.encryption, 'pkcs8'),
  'private_signature.pem': pem(keys.signature, 'pkcs1'),
}
const goodInputs = ['MYCONSKEY', keys.config.accessToken, keys.config.accessTokenSecret]

async function run(
  files: Record<string, string | Buffer> = goodFiles,
  inputs: readonly string[] = goodInputs,
  prepare: (folder: string) => Promise<unknown> = async () => undefined,
) {
  const cwd = await mkdtemp(join(tmpdir(), 'configure-'))
  folders.push(cwd)
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text)
  await prepare(cwd)
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const stdin = Readable.from([inputs.map((input) => `${input}\n`).join('')])
  const code = await configureCommand([], { cwd, stdin, stdout, stderr })
  const text = (stream: PassThrough): string => String(stream.read() ?? '')
  const names = await readdir(cwd)
  return { code, cwd, out: text(stdout), err: text(stderr), wrote: names.includes('oauth1.json'), names }
}

describe('command configure', () => {
  it('writes oauth1.json, readable by its owner only, from three files and three piped inputs', async () => {
    const { code, cwd, out, err, names } = await run()
    expect([code, err]).toEqual([0, ''])
    const file = join(cwd, 'oauth1.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([])
    const config = JSON.parse(await readFile(file, 'utf8'))
    expect(config).toEqual({
      realm: 'limited_poa',
      dhPrime: vectors.testcons.dh_prime_hex,
      consumerKey: 'MYCONSKEY',
      accessToken: keys.config.accessToken,
      accessTokenSecret: keys.config.accessTokenSecret,
      signature: goodFiles['private_signature.pem'],
      encryption: goodFiles['private_encryption.pem'],
    })
    expect(out.match(/Enter [A-Za-z ]+: /g)).toEqual([
      'Enter Consumer Key: ',
      'Enter Access Token: ',
      'Enter Access Token Secret: ',
    ])
    for (const secret of [...goodInputs, vectors.testcons.dh_prime_hex]) expect(out).not.toContain(secret)
    const client = new IbkrClient(config)
    expect(client.oauth1?.getAccessToken()).toBe(keys.config.accessToken)
    await client.close()
  })

  it('uses the test realm for the consumer TESTCONS', async () => {
    const { cwd } = await run(goodFiles, ['TESTCONS', ...goodInputs.slice(1)])
    expect(JSON.parse(await readFile(join(cwd, 'oauth1.json'), 'utf8'))).toMatchObject({ realm: 'test_realm' })
  })

  it.each(Object.keys(goodFiles))('names a missing key file and writes nothing: %s', async (name) => {
    const { [name as 'dhparam.pem']: _missing, ...others } = goodFiles
    const { code, err, out, wrote } = await run(others)
    expect([code, wrote, out]).toEqual([1, false, ''])
    expect(err).toMatch(new RegExp(`^${name.replace('.', '\\.')} is not in this folder`))
  })

  const small = generateKeyPairSync('rsa', { modulusLength: 1024 })
  // Returns the next number without a small prime factor.
  const composite = ((): string => {
    for (let number = BigInt(`0x${vectors.testcons.dh_prime_hex}`) + 2n; ; number += 2n) {
      try {
        return readDhGroup(number.toString(16)).prime.toString(16)
      } catch {}
    }
  })()
  it.each([
    ['dhparam.pem', 'hello', 'BEGIN DH PARAMETERS is missing'],
    ['dhparam.pem', goodFiles['private_signature.pem'], 'BEGIN DH PARAMETERS is missing'],
    ['dhparam.pem', dhparamPem(vectors.testcons.dh_prime_hex).replace(/^(M.{20}).{10}/m, '$1'), 'damaged'],
    ['dhparam.pem', dhparamPem(vectors.testcons.dh_prime_hex, { generator: 5 }), 'generator is 5'],
    ['dhparam.pem', dhparamPem(vectors.testcons.dh_prime_hex.slice(0, 128)), '512 bits'],
    ['dhparam.pem', dhparamPem(composite), 'not a safe prime'],
    ['private_encryption.pem', 'hello', 'cannot be read'],
    ['private_signature.pem', pem(small.privateKey, 'pkcs8'), '1024 bits'],
    ['private_signature.pem', String(small.publicKey.export({ type: 'spki', format: 'pem' })), 'public key'],
  ])('names an invalid key file: %s (%#)', async (name, text, words) => {
    const { code, err, wrote } = await run({ ...goodFiles, [name]: text })
    expect([code, wrote]).toEqual([1, false])
    expect(err.startsWith(name)).toBe(true)
    expect(err).toContain(words)
  })

  it.each([
    [
      'a secret of another key',
      [...goodInputs.slice(0, 2), makeTestKeys().config.accessTokenSecret],
      'does not decrypt',
    ],
    ['a secret cut short', [...goodInputs.slice(0, 2), goodInputs[2]?.slice(0, 100) ?? ''], 'copy all of it again'],
    ['a missing input', goodInputs.slice(0, 2), 'input ended'],
    ['an empty input', ['', ...goodInputs.slice(1)], 'consumer key is empty'],
  ])('reports %s, and writes no file', async (_what, inputs, words) => {
    const { code, err, wrote } = await run(goodFiles, inputs)
    expect([code, wrote]).toEqual([1, false])
    expect(err).toContain(words)
    for (const secret of goodInputs.slice(1)) expect(err).not.toContain(secret)
  })

  it('reports swapped key files', async () => {
    const swapped = {
      ...goodFiles,
      'private_encryption.pem': goodFiles['private_signature.pem'],
      'private_signature.pem': goodFiles['private_encryption.pem'],
    }
    const { code, err } = await run(swapped)
    expect(code).toBe(1)
    expect(err).toContain('are swapped')
  })

  it('leaves an existing oauth1.json unchanged on failure', async () => {
    const { cwd, code } = await run({ ...goodFiles, 'oauth1.json': 'old' }, ['A', 'B', 'C'])
    expect(code).toBe(1)
    expect(await readFile(join(cwd, 'oauth1.json'), 'utf8')).toBe('old')
  })

  it('saves an oauth1.json with other content as a backup that only its owner can read, and reports it', async () => {
    const { cwd, code, out } = await run({ ...goodFiles, 'oauth1.json': 'old' })
    expect(code).toBe(0)
    expect(out).toContain('saved as oauth1.json.bak')
    const copy = join(cwd, 'oauth1.json.bak')
    expect([await readFile(copy, 'utf8'), (await stat(copy)).mode & 0o777]).toEqual(['old', 0o600])
  })

  it('keeps an older backup of oauth1.json if the new content is the same', async () => {
    const { cwd } = await run()
    const content = await readFile(join(cwd, 'oauth1.json'), 'utf8')
    const again = await run({ ...goodFiles, 'oauth1.json': content, 'oauth1.json.bak': 'older' })
    expect(again.out).not.toContain('saved as')
    expect(await readFile(join(again.cwd, 'oauth1.json.bak'), 'utf8')).toBe('older')
  })

  it('reports that oauth1.json is a directory, and does not change it', async () => {
    const { code, err, cwd } = await run(goodFiles, goodInputs, (folder) => mkdir(join(folder, 'oauth1.json')))
    expect(code).toBe(1)
    expect(err).toMatch(/^oauth1\.json could not be written: /)
    expect((await stat(join(cwd, 'oauth1.json'))).isDirectory()).toBe(true)
  })

  it('reads files from Windows with byte order marks, UTF-16 or CRLF', async () => {
    const windows = (text: string): string => text.replaceAll('\n', '\r\n')
    const { code, err, cwd } = await run({
      'dhparam.pem': `\uFEFF${windows(goodFiles['dhparam.pem'])}`,
      'private_encryption.pem': windows(goodFiles['private_encryption.pem']),
      'private_signature.pem': Buffer.from(`\uFEFF${windows(goodFiles['private_signature.pem'])}`, 'utf16le'),
    })
    expect([code, err]).toEqual([0, ''])
    const { signature } = JSON.parse(await readFile(join(cwd, 'oauth1.json'), 'utf8'))
    expect(signature).toBe(windows(goodFiles['private_signature.pem']))
  })

  it('rejects an encrypted key and shows the command to decrypt it', async () => {
    const cipher = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const
    const { code, err } = await run({ ...goodFiles, 'private_signature.pem': String(keys.signature.export(cipher)) })
    expect(code).toBe(1)
    expect(err).toMatch(/^private_signature\.pem: .* protected by a passphrase.*openssl pkey -in/)
  })

  it.each([
    [['--help'], 0, 'stdout', 'writes oauth1.json'],
    [['-h'], 0, 'stdout', 'writes oauth1.json'],
    [['--force'], 1, 'stderr', 'takes no arguments'],
    [['--help', 'me'], 1, 'stderr', 'takes no arguments'],
  ] as const)('configure with %j exits with code %d and writes to %s', async (argv, expected, where, words) => {
    const streams = { stdout: new PassThrough(), stderr: new PassThrough() }
    const code = await configureCommand(argv, { cwd: tmpdir(), stdin: Readable.from([]), ...streams })
    expect(code).toBe(expected)
    expect(String(streams[where].read())).toContain(words)
  })
})
