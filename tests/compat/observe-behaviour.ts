import { execFile } from 'node:child_process'
import { createDiffieHellmanGroup } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startSimulator } from '../../src/simulator/start-simulator.ts'
import { buildPackages } from '../process/built-packages.ts'
import { collectServerObservations } from './server-observations.ts'

const run = promisify(execFile)
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Client that is observed. */
export type Implementation = 'original' | 'ours'
/** Observations by the name of the promise. */
export type Observations = Readonly<Record<string, unknown>>

/** Returns the module that a program would require or import. */
export function getModulePath(implementation: Implementation, system: 'cjs' | 'esm' = 'cjs'): string {
  if (implementation === 'original') {
    const cjs = createRequire(import.meta.url).resolve('ibkr-client')
    return cjs.replace('/cjs/', `/${system}/`)
  }
  buildPackages()
  return resolve(`packages/client/out/${system}/index.js`)
}

/** Runs the same program with one of the two clients, in its own process and against its own simulator. */
export async function observeBehaviour(
  implementation: Implementation,
  mode: 'gateway' | 'oauth1',
): Promise<Observations> {
  const module = getModulePath(implementation)
  const simulator = await startSimulator({ mode, marketMoves: false, certNames: ['api.ibkr.com'], controlPort: 0 })
  const folder = await mkdtemp(join(tmpdir(), 'ibkr-compat-'))
  try {
    const { add } = simulator.controls.faults
    for (const fault of SPOILT) add(fault)
    const ca = join(folder, 'ca.pem')
    await writeFile(ca, simulator.caPem ?? '')
    const settings = {
      module,
      oauth1: mode === 'oauth1',
      where: simulator.oauth1 ?? { host: `localhost:${simulator.port}` },
      controlUrl: simulator.controlUrl,
      closedPort: await closedPort(),
      // The whole wait passes with ibkr-client. A slow machine needs this time with ours.
      recoveryMs: implementation === 'original' ? 3_000 : 20_000,
      // The DH group differs from the server's group, so the tokens cannot match.
      otherPrime: createDiffieHellmanGroup('modp15').getPrime('hex'),
    }
    const preload = ['--require', here('program/shorten-minute-timers.cjs')]
    if (mode === 'oauth1') preload.push('--require', here('../interop/original/preload-redirect.cjs'))
    const { stdout } = await run(
      process.execPath,
      [...preload, here('program/run-observations.cjs'), JSON.stringify(settings)],
      {
        timeout: 240_000,
        env: { ...process.env, NODE_EXTRA_CA_CERTS: ca, SIMULATOR_PORT: String(simulator.port) },
      },
    )
    return { ...(JSON.parse(stdout) as Observations), ...collectServerObservations(simulator.record) }
  } finally {
    await simulator.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Finds a port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Paths that only this program requests, with their damaged responses. */
const SPOILT = [
  '500@/fault/500',
  '503@/fault/503',
  '429@/fault/429',
  '401@/fault/401',
  '410@/fault/410',
  'html=502@/fault/html-502',
  'html=200@/fault/html-200',
  'empty=401@/fault/empty-401',
  'empty=500@/fault/empty-500',
  'empty=200@/fault/empty-200',
  'empty=204@/fault/empty-204',
  'reset@/fault/reset',
]
