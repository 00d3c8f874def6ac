import { expect } from 'vitest'
import {
  type ConnectOptions,
  IbkrClient,
  type IbkrClientOptions,
  type IbkrOauth2Config,
  type SessionSupervisor,
} from '../../../src/client/index.ts'
import type { SimulatorOptions } from '../../../src/simulator/options.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { getSharedKeys, getSharedOauth2Keys } from '../../process/shared-keys.ts'
import { type SkippableClock, skippableClock } from './skippable-clock.ts'

/** Closes a resource at the end of the test, and returns the resource. */
export function closeAfterTest<T extends { close(): Promise<void> }>(thing: T): T {
  releaseAfterTest(() => thing.close())
  return thing
}

/** Starts a simulator for one test, with keys that are generated once per process. */
export async function simulate(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const mode = options.mode ?? 'oauth1'
  return closeAfterTest(
    await startSimulator({ tls: false, marketMoves: false, ...(await keysFor(mode)), ...options, mode }),
  )
}

async function keysFor(mode: SimulatorOptions['mode']): Promise<Partial<SimulatorOptions>> {
  if (mode === 'gateway') return {}
  return mode === 'oauth1' ? { keys: await getSharedKeys() } : { oauth2Keys: await getSharedOauth2Keys() }
}

/** Returns OAuth 2.0 settings for the simulator. */
export function oauth2ConfigOf(simulator: Simulator): IbkrOauth2Config {
  const { clientId, keyId, privateKey, credential, ip } = simulator.oauth2 ?? raise()
  return { type: 'oauth2', clientId, keyId, privateKey, credential, ip }
}

function raise(): never {
  throw new Error('The simulator has no OAuth 2.0 client')
}

/** Creates a client for a simulator, and closes it at the end of the test. */
export function clientOf(simulator: Simulator, options: IbkrClientOptions = {}): IbkrClient {
  const gateway = `${simulator.host}:${simulator.port}`
  const config = simulator.oauth1 ?? (simulator.oauth2 === undefined ? gateway : oauth2ConfigOf(simulator))
  return closeAfterTest(new IbkrClient(config, { baseUrl: simulator.apiUrl, ...options }))
}

/** Result of `supervise`, the setup of most supervised session tests. */
export interface Supervised {
  readonly simulator: Simulator
  readonly client: IbkrClient
  readonly session: SessionSupervisor
  readonly clock: SkippableClock
}

/** Starts a supervised session on a simulator that shares its clock. */
export async function supervise(
  simulatorOptions: Partial<SimulatorOptions> = {},
  connectOptions: ConnectOptions = {},
): Promise<Supervised> {
  const clock = skippableClock()
  const simulator = await simulate({ clock, ...simulatorOptions })
  const client = clientOf(simulator, { clock })
  const session = client.connect(connectOptions)
  return { simulator, client, session, clock }
}

/** Waits until the session enters a state. */
export async function waitForState(
  session: SessionSupervisor,
  kind: SessionSupervisor['state']['kind'],
): Promise<void> {
  await expect.poll(() => session.state.kind, { interval: 5 }).toBe(kind)
}

/** Waits until the socket is connected. */
export async function waitForSocket(session: SessionSupervisor): Promise<void> {
  await expect.poll(() => session.socketState, { interval: 5 }).toBe('connected')
}

/** Returns the bodies of the requests for a path below `/v1/api/`, in order. */
export function requestBodies(simulator: Simulator, path: string): readonly string[] {
  return simulator.record.requests({ path: `/v1/api/${path}` }).map((request) => request.body)
}
