import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { IbkrClient, type IbkrClientOptions, type SessionSupervisor } from '../../src/client/index.ts'
import { systemRandom } from '../../src/client/random-source.ts'
import type { SimulatorOptions } from '../../src/simulator/options.ts'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import { oauth2ConfigOf, simulate } from '../integration/client/simulator-fixture.ts'
import { type SkippableClock, skippableClock } from '../integration/client/skippable-clock.ts'
import { getSharedOauth2Keys } from '../process/shared-keys.ts'
import { loopbackTurn } from './loopback-turn.ts'
import { countAbortListeners, countConnectionsTo, countResources, findLeaks } from './resource-counts.ts'

/** Login method of the client. */
export type Mode = 'gateway' | 'gateway over TLS' | 'oauth1' | 'oauth2'

/** Supervised session and its server in one process and on one clock, so that a test can skip hours. */
export interface SessionFixture {
  readonly simulator: Simulator
  readonly clock: SkippableClock
  readonly session: SessionSupervisor
  /**
   * Runs everything that is due, then skips the clock to its next timer, until `done` returns true. Resolves to the
   * skipped seconds, and rejects after `withinSeconds`.
   */
  settle(what: string, done: () => boolean, withinSeconds: number): Promise<number>
  /** Runs everything that is due. */
  quiet(): Promise<void>
  /** Closes session, client and server. Resolves to their leaks. */
  end(): Promise<readonly string[]>
}

/** Number of turns without activity after which nothing is pending. */
const QUIET_TURNS = 8
/**
 * Waits for signatures that were started earlier in other threads, by making a signature of the same kind, which takes
 * as long.
 */
async function otherThreads(): Promise<void> {
  signer ??= getSharedOauth2Keys().then(({ privateKey }) => createPrivateKey(privateKey))
  await promisify(sign)('sha256', new Uint8Array(1), await signer)
}
let signer: Promise<KeyObject> | undefined

/** Starts a server and a session on the server. `prepare` runs before the first request. */
export async function openSessionFixture(
  mode: Mode,
  prepare: (simulator: Simulator) => void = () => undefined,
  options: Partial<SimulatorOptions> = {},
): Promise<SessionFixture> {
  // Loads modules in advance: the client loads them at its first request, which would look like silence.
  await Promise.all([import('undici'), ...(mode === 'oauth2' ? [import('jose'), otherThreads()] : [])])
  await loopbackTurn()
  const before = countResources()
  const clock = skippableClock()
  const tls = mode === 'gateway over TLS'
  const simulator = await simulate({ mode: tls ? 'gateway' : mode, tls, clock, askQuestions: false, ...options })
  prepare(simulator)
  const owner = new AbortController()
  // Removes the jitter, so that the seconds in the table are the same in every run.
  const random = { ...systemRandom, fraction: () => 0.5 }
  const client = clientOf(simulator, { clock, random, signal: owner.signal })
  const session = client.connect({ signal: owner.signal })

  const activity = (): string => {
    const { requests, framesIn, framesOut } = simulator.record.counts()
    const { length } = session.timeline
    return [requests, framesIn, framesOut, clock.armed, clock.pending, length, session.socketState].join()
  }
  async function quiet(done: () => boolean = () => false): Promise<void> {
    let last = activity()
    for (let still = 0; still < QUIET_TURNS && !done(); still++) {
      await loopbackTurn()
      if (mode === 'oauth2') await otherThreads()
      const now = activity()
      if (now !== last) still = 0
      last = now
    }
  }
  /** Waits for the client to close. Skips the clock, because detecting a dead peer takes clock time. */
  async function inTime(closing: Promise<void>): Promise<void> {
    let over = false
    void closing.finally(() => {
      over = true
    })
    for (; !over; clock.skip(clock.next ?? 0)) await quiet(() => over)
    await closing
  }
  return {
    simulator,
    clock,
    session,
    quiet: () => quiet(),
    async settle(what, done, withinSeconds) {
      const startedAt = clock.now()
      for (;;) {
        await quiet(done)
        const seconds = (clock.now() - startedAt) / 1000
        if (done()) return seconds
        if (seconds > withinSeconds) {
          const timeline = session.timeline.map(({ text }) => text).join('\n  ')
          throw new Error(`${what} did not come within ${withinSeconds} s. The session's timeline:\n  ${timeline}`)
        }
        clock.skip(clock.next ?? 1_000)
      }
    },
    async end() {
      await inTime(session.close())
      await inTime(client.close())
      const left: string[] = []
      const gone = (): boolean => countConnectionsTo(simulator.port) === 0
      await expect
        .poll(gone, { timeout: 500, interval: 2 })
        .toBe(true)
        .catch(() => left.push('connections to the server'))
      if (countAbortListeners(owner.signal) > 0)
        left.push(`${countAbortListeners(owner.signal)} listeners of the caller's signal`)
      await simulator.close()
      if (clock.pending > 0) left.push(`${clock.pending} timers`)
      let more: readonly string[] = []
      for (let tries = 0; tries < 200; tries++) {
        more = findLeaks(before, countResources())
        if (more.length === 0) break
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      return [...left, ...more]
    },
  }
}

function clientOf(simulator: Simulator, options: IbkrClientOptions): IbkrClient {
  const gateway = `${simulator.host}:${simulator.port}`
  const config = simulator.oauth1 ?? (simulator.oauth2 === undefined ? gateway : oauth2ConfigOf(simulator))
  return new IbkrClient(config, { baseUrl: simulator.apiUrl, ...options })
}
