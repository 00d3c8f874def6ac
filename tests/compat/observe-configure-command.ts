import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { dhparamPem } from '../unit/client/dhparam-pem.ts'
import { vectors } from '../unit/client/oauth1-test-vectors.ts'
import { makeTestKeys, pem } from '../unit/client/test-keys.ts'
import type { Implementation, Observations } from './observe-behaviour.ts'

const keys = makeTestKeys()
const FILES = {
  'dhparam.pem': dhparamPem(vectors.testcons.dh_prime_hex),
  'private_encryption.pem': pem(keys.encryption, 'pkcs8'),
  'private_signature.pem': pem(keys.signature, 'pkcs1'),
}
const ANSWERS = ['MYCONSKEY', keys.config.accessToken, keys.config.accessTokenSecret]

/** Runs `configure` of either package as a program, and inspects its files and output. */
export async function observeConfigure(implementation: Implementation): Promise<Observations> {
  const [written, test, hasty, lacking] = await Promise.all([
    configure(implementation, FILES, ANSWERS, 'one by one'),
    configure(implementation, FILES, ['TESTCONS', ...ANSWERS.slice(1)], 'one by one'),
    configure(implementation, FILES, ANSWERS, 'all at once'),
    configure(implementation, { ...FILES, 'dhparam.pem': undefined }, ANSWERS, 'one by one'),
  ])
  return {
    'configure: asks': written.out.match(/Enter [A-Za-z ]+: /g),
    'configure: fields of oauth1.json': Object.keys(written.config ?? {}).sort(),
    'configure: consumer, token, secret and realm': [
      written.config?.consumerKey === ANSWERS[0],
      written.config?.accessToken === ANSWERS[1],
      written.config?.accessTokenSecret === ANSWERS[2],
      written.config?.realm,
    ],
    'configure: keys are the text of the files': [
      written.config?.signature === FILES['private_signature.pem'],
      written.config?.encryption === FILES['private_encryption.pem'],
    ],
    'configure: the prime': written.config?.dhPrime?.replace(/^00/, '') === vectors.testcons.dh_prime_hex,
    'configure: realm of TESTCONS': test.config?.realm,
    'configure: prints the secret': written.out.includes(ANSWERS[2] ?? ''),
    'configure: mode of oauth1.json': written.mode,
    'configure: accepts all answers through one pipe': hasty.config !== undefined,
    'configure: names a missing file': /dhparam\.pem/.test(lacking.out + lacking.err),
    'configure: exit code without a file': lacking.code,
    'configure: writes nothing without a file': lacking.config === undefined,
  }
}

interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly config: Readonly<Record<string, string>> | undefined
  readonly mode: string | undefined
}

async function configure(
  implementation: Implementation,
  files: Readonly<Record<string, string | undefined>>,
  answers: readonly string[],
  manner: 'one by one' | 'all at once',
): Promise<Run> {
  const cwd = await mkdtemp(join(tmpdir(), 'configure-'))
  try {
    for (const [name, text] of Object.entries(files)) if (text !== undefined) await writeFile(join(cwd, name), text)
    const child = spawn(process.execPath, commandOf(implementation), { cwd, timeout: 60_000 })
    const [waiting, output] = [[...answers], { out: '', err: '' }]
    const answer = (): void => {
      if (waiting.length > 0) child.stdin.write(`${waiting.shift()}\n`)
      // The program of ibkr-client runs until its input ends.
      if (waiting.length === 0) child.stdin.end()
    }
    // A program that asks no question does not read its input, so writing may fail.
    child.stdin.on('error', () => undefined)
    child.stdout.on('data', (text) => {
      output.out += text
      if (manner === 'one by one' && /: $/.test(output.out)) answer()
    })
    child.stderr.on('data', (text) => {
      output.err += text
    })
    if (manner === 'all at once') child.stdin.end(`${answers.join('\n')}\n`)
    const code = await new Promise<number>((done) => child.on('close', (status) => done(status ?? 1)))
    const file = join(cwd, 'oauth1.json')
    const there = existsSync(file)
    return {
      code,
      ...output,
      config: there ? JSON.parse(await readFile(file, 'utf8')) : undefined,
      mode: there ? ((await stat(file)).mode & 0o777).toString(8) : undefined,
    }
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}

function commandOf(implementation: Implementation): readonly string[] {
  if (implementation === 'ours') return [resolve('bin/ibkr-console.mjs'), 'configure']
  const module = createRequire(import.meta.url).resolve('ibkr-client')
  return [join(dirname(module), '..', '..', 'configure.js')]
}
