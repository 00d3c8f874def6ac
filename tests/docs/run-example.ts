import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { transformWithOxc } from 'vite'
import type { Oauth1Credentials } from '../../src/simulator/oauth1/credentials.ts'
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { getSharedKeys, getSharedOauth2Keys, getSharedThirdPartyKeys } from '../process/shared-keys.ts'
import { approveThirdParty } from './approve-third-party.ts'
import type { ExampleMode, ExampleProgram } from './examples.ts'

const redirect = fileURLToPath(new URL('../interop/original/preload-redirect.cjs', import.meta.url))
/** Time limit of a program in ms, below the timeout of a test. */
const LONGEST_MS = 50_000
/** Time in ms that a program without an end keeps running after its first output. */
const LISTENS_MS = 1_000

/** Result of a program: `exit code 0` or `still running`, and its output. */
export interface FinishedProgram {
  readonly how: string
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs an example as a reader would: in a folder with the files that it reads, against a simulator at its own address.
 */
export async function runExample({ code, run, stays }: ExampleProgram): Promise<FinishedProgram> {
  const mode = run ?? 'alone'
  const thirdParty = mode === 'third-party' ? await getSharedThirdPartyKeys() : undefined
  const simulator = mode === 'alone' ? undefined : await simulate(mode, thirdParty)
  const folder = await mkdtemp(join(tmpdir(), 'ibkr-example-'))
  try {
    await writeFile(join(folder, 'ca.pem'), simulator?.caPem ?? '')
    // The simulator's command writes these two files with the same content.
    const server = originOf(simulator)
    await writeFile(join(folder, 'oauth1.json'), JSON.stringify({ ...simulator?.oauth1, server }), { mode: 0o600 })
    const oauth2 = { type: 'oauth2', ...simulator?.oauth2, server }
    await writeFile(join(folder, 'oauth2.json'), JSON.stringify(oauth2), { mode: 0o600 })
    await writeFile(join(folder, 'third-party.json'), JSON.stringify(ungranted(thirdParty)), { mode: 0o600 })
    await writeFile(join(folder, 'private_key.pem'), simulator?.oauth2?.privateKey ?? '', { mode: 0o600 })
    const plain = await transformWithOxc(withAddresses(code, mode, simulator), 'example.ts')
    const file = /\brequire\(/.test(code) ? 'example.cjs' : 'example.mjs'
    await writeFile(join(folder, file), plain.code)
    const env = {
      ...process.env,
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      SIMULATOR_PORT: String(simulator?.port ?? 0),
    }
    return await ending({ folder, file, env, stays, simulator })
  } finally {
    await simulator?.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function simulate(mode: Exclude<ExampleMode, 'alone'>, ungranted?: Oauth1Credentials): Promise<Simulator> {
  const common = { certNames: ['api.ibkr.com'], accounts: ['DU1234567'] }
  if (mode === 'gateway') return startSimulator({ ...common, mode })
  if (mode === 'oauth2') return startSimulator({ ...common, mode, oauth2Keys: await getSharedOauth2Keys() })
  return startSimulator({ ...common, mode: 'oauth1', keys: ungranted ?? (await getSharedKeys()) })
}

/** Returns the credentials of a third party before a user has approved it. */
function ungranted(keys: Oauth1Credentials | undefined): object {
  if (keys === undefined) return {}
  const { consumerKey, dhPrime, encryption, signature } = keys
  return { consumerKey, dhPrime, encryption, signature }
}

/** Runs examples that need no server one after another in one process. Returns the output of each example. */
export async function runTogether(together: readonly ExampleProgram[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ibkr-examples-'))
  try {
    const separator = '=== next example ==='
    const imports = together.map((_, index) => `await import('./${index}.mjs')\nconsole.log('${separator}')\n`)
    await writeFile(join(folder, 'all.mjs'), imports.join(''))
    for (const [index, { code }] of together.entries()) {
      const plain = await transformWithOxc(withAddresses(code, 'alone', undefined), 'example.ts')
      await writeFile(join(folder, `${index}.mjs`), plain.code)
    }
    const { stdout } = await promisify(execFile)(process.execPath, ['all.mjs'], { cwd: folder })
    return stdout.split(separator).slice(0, -1)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const originOf = (simulator: Simulator | undefined): string | undefined => simulator && new URL(simulator.apiUrl).origin

/** Replaces addresses and credentials with the simulator's, and the package with the built package. */
function withAddresses(code: string, mode: ExampleMode, simulator: Simulator | undefined): string {
  const own: Readonly<Record<string, string | undefined>> = {
    'localhost:5000': mode === 'gateway' ? `localhost:${simulator?.port}` : undefined,
    'http://127.0.0.1:5000': originOf(simulator),
    YourClient: simulator?.oauth2?.clientId,
    "keyId: 'main'": `keyId: '${simulator?.oauth2?.keyId}'`,
    "'username'": `'${simulator?.oauth2?.credential}'`,
    '203.0.113.7': simulator?.oauth2?.ip,
  }
  return Object.entries({ ...PACKAGES, ...own }).reduce(
    (text, [here, there]) => text.replaceAll(here, there ?? here),
    code,
  )
}

const fileUrl = (path: string): string => `'${pathToFileURL(resolve(path)).href}'`

/** Imports in examples, and the files that are loaded instead. */
const PACKAGES: Readonly<Record<string, string>> = {
  "'ibkr-web-client'": fileUrl('packages/client/out/esm/index.js'),
  "'ibkr-web-client/oauth1'": fileUrl('packages/client/out/esm/oauth1.js'),
  "'ibkr-web-simulator'": fileUrl('packages/simulator/out/esm/index.js'),
  "'ibkr-client'": `'${resolve('node_modules/ibkr-client')}'`,
  "'rxjs'": fileUrl('node_modules/rxjs/dist/cjs/index.js'),
}

interface StartedProgram {
  readonly folder: string
  readonly file: string
  readonly env: NodeJS.ProcessEnv
  readonly stays: boolean
  readonly simulator: Simulator | undefined
}

function ending({ folder, file, env, stays, simulator }: StartedProgram): Promise<FinishedProgram> {
  const child = spawn(process.execPath, ['--require', redirect, file], { cwd: folder, env })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (text) => {
      output[stream] += text
    })
  }
  const page = new Promise<string>((found) => {
    child.stdout.on('data', () => {
      const address = /Approve at (\S+)\n/.exec(output.stdout)?.[1]
      if (address !== undefined) found(address)
    })
  })
  page
    .then(async (address) => simulator && child.stdin.write(`${await approveThirdParty(address, simulator)}\n`))
    .catch((error: unknown) => {
      output.stderr += String(error)
    })
  return new Promise((done) => {
    let listens = false
    const end = (): void => {
      listens = true
      child.kill()
    }
    const timers = [setTimeout(end, LONGEST_MS)]
    if (stays) child.stdout.once('data', () => timers.push(setTimeout(end, LISTENS_MS)))
    child.once('close', (status) => {
      for (const timer of timers) clearTimeout(timer)
      done({ how: listens ? 'still running' : `exit code ${status}`, ...output })
    })
  })
}
