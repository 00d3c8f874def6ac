import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHost } from '../../src/host/create-host.ts'
import type { HostOptions } from '../../src/host/host-types.ts'
import { searchPrimeInNode } from '../../src/host/key-imports/generate-keys.ts'
import { saveSettings } from '../../src/host/profiles/settings.ts'
import type { OutsideNotice } from '../../src/host/safety/unarmed-use.ts'
import type { ConfirmationRequest } from '../../src/host/safety/user-confirmation.ts'
import type { DesktopShellPort } from '../../src/host/shell-port.ts'
import { createPracticeDocument } from '../../src/shared/catalogue/document/practice-document.ts'
import type { SessionView } from '../../src/shared/contract/views.ts'
import { createWindowClient } from '../../src/shared/rpc/window-client.ts'
import type { SimulatorOptions } from '../../src/simulator/options.ts'
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { type SkippableClock, skippableClock } from '../integration/client/skippable-clock.ts'
import { turnGuardRailsOff } from './guard-rails-off.ts'
import { inThreadDatabase } from './in-thread-database.ts'
import { inThreadDocumentReader } from './in-thread-document-reader.ts'
import { createMemoryTransportPair } from './memory-transport-pair.ts'
import { getSharedKeys } from './shared-keys.ts'
import { type WindowOfProfile, windowOfProfile } from './window-of-profile.ts'

/** A window that a test opened. */
export interface OpenedWindow extends WindowOfProfile {
  /** Closes the window like a browser tab: it receives no more responses. */
  close(): void
}

export interface PracticeHost {
  readonly client: WindowOfProfile
  readonly simulator: Simulator
  /** Clock of host and simulator: the machine's time plus the time that the test skips. */
  readonly clock: SkippableClock
  readonly home: string
  /** Interface of a desktop shell. */
  readonly shell: DesktopShellPort
  /** Returns the number of times the host started a Practice server. */
  starts(): number
  /** Confirmations requested outside the page. The host accepts them unless the test passes its own port. */
  readonly confirmed: readonly ConfirmationRequest[]
  /** Notices that the host showed outside the page. */
  readonly outside: readonly OutsideNotice[]
  /** Returns every frame that the host sent to the window as text, including bytes of bodies. */
  sent(): string
  /** Returns the newest session view that the window received. */
  view(): SessionView | undefined
  /** Skips the clock until `done` returns true. Rejects after `withinSeconds` on the clock. */
  until(what: string, done: () => boolean, withinSeconds: number): Promise<void>
  /** Opens another window of the same host. The window closes with the host. */
  openWindow(): OpenedWindow
  /** Closes the window like a browser tab: the window receives no more responses. */
  closeWindow(): void
  /** Writes what the host has in memory. */
  flush(): Promise<void>
  /** Ends the host and starts another one with the same simulator and home, which the test must have passed. */
  restart(): Promise<PracticeHost>
  close(): Promise<void>
}

/** Options of the host. */
export type PracticeOptions = Partial<HostOptions> & {
  /** Whether Practice keeps the guard rails that it starts with. Default: no guard rails. */
  readonly guardRails?: boolean
  readonly simulator?: Pick<SimulatorOptions, 'marketMoves' | 'idleSeconds'>
}

/** Starts a complete host that is connected to a simulator and has one window over an in-memory transport. */
export async function startPracticeHost({ simulator, ...options }: PracticeOptions = {}): Promise<PracticeHost> {
  const [clock, keys] = [skippableClock(), await getSharedKeys()]
  const settings = { fillSeconds: 0.5, apiDocument: createPracticeDocument, keys, clock, ...simulator } as const
  return startHost(clock, await startSimulator({ mode: 'oauth1', tls: false, ...settings }), options)
}

/** Starts a host with a gateway profile: TLS with a self-signed certificate, and a login in the browser. */
export async function startGatewayHost(
  options: Pick<SimulatorOptions, 'loggedIn' | 'accounts' | 'askQuestions'>,
  hostOptions: Partial<HostOptions> = {},
): Promise<PracticeHost> {
  const clock = skippableClock()
  const simulator = await startSimulator({ mode: 'gateway', fillSeconds: 0.5, clock, ...options })
  return startHost(clock, simulator, hostOptions)
}

async function startHost(
  clock: SkippableClock,
  simulator: Simulator,
  { guardRails = false, ...options }: Omit<PracticeOptions, 'simulator'> = {},
): Promise<PracticeHost> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'ibkr-console-host-'))
  if (!guardRails && !existsSync(join(home, 'guard-rails.json'))) turnGuardRailsOff(home)
  const { oauth1, apiUrl } = simulator
  if (!oauth1) {
    const gateway = { kind: 'gateway', id: 'gateway', name: 'Gateway', url: apiUrl } as const
    saveSettings(home, { schemaVersion: 1, selectedProfileId: 'gateway', profiles: [gateway] })
  }
  let starts = 0
  const confirmed: ConfirmationRequest[] = []
  const outside: OutsideNotice[] = []
  const host = createHost({
    version: '0.0.0-test',
    clock,
    sessionClock: clock,
    weakVaultForTests: { logN: 10, r: 8, p: 1 },
    makePrime: searchPrimeInNode,
    confirmation: {
      kind: 'dialog',
      ask: async (request) => {
        confirmed.push(request)
        return true
      },
    },
    notifyOutside: (notice) => outside.push(notice),
    startDatabase: inThreadDatabase,
    readDocument: inThreadDocumentReader,
    startPractice: async () => {
      starts += 1
      if (!oauth1) throw new Error('a gateway has no keys')
      return { baseUrl: apiUrl, oauth1, close: async () => undefined }
    },
    ...options,
    home,
  })
  const pair = createMemoryTransportPair()
  const sent: string[] = []
  host.attach({
    ...pair.host,
    send(frame) {
      sent.push(frame.t === 'bytes' ? Buffer.from(frame.data).toString() : JSON.stringify(frame))
      pair.host.send(frame)
    },
  })
  let view: SessionView | undefined
  const shown = (): string => view?.profile.id ?? 'practice'
  const client = windowOfProfile(createWindowClient(pair.window), shown)
  client.open(
    'session.feed',
    {},
    {
      snapshot: (snapshot) => {
        view = snapshot.view
      },
      items: (batch) => {
        for (const item of batch) if (item.kind === 'view') view = item.view
      },
      closed: () => undefined,
    },
  )
  await host.connect()
  return {
    client,
    simulator,
    clock,
    home,
    confirmed,
    outside,
    shell: host.shell,
    view: () => view,
    starts: () => starts,
    sent: () => sent.join('\n'),
    async until(what, done, withinSeconds) {
      const begun = clock.now()
      while (!done()) {
        if (clock.now() - begun > withinSeconds * 1000) throw new Error(`not within ${withinSeconds} s: ${what}`)
        // Each step waits a few milliseconds in real time for the traffic over loopback.
        await new Promise((resolve) => setTimeout(resolve, 5))
        clock.skip(100)
      }
    },
    openWindow() {
      const another = createMemoryTransportPair()
      host.attach(another.host)
      const opened = windowOfProfile(createWindowClient(another.window), shown)
      return { ...opened, close: () => another.window.close() }
    },
    closeWindow: () => pair.window.close(),
    flush: () => host.flush(),
    async restart() {
      pair.window.close()
      await host.close()
      return startHost(clock, simulator, { ...options, guardRails, home })
    },
    async close() {
      pair.window.close()
      await host.close()
      await simulator.close()
      if (options.home === undefined) rmSync(home, { recursive: true, force: true })
    },
  }
}
