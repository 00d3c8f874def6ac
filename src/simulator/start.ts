import { systemClock } from './clock.ts'
import { createControls, logIn, type SimulatorControls } from './controls.ts'
import { createGatewayGatekeeper } from './gateway/gatekeeper.ts'
import { issueCertificate } from './http/certificate.ts'
import { createFrontDoor } from './http/front-door.ts'
import type { Gatekeeper } from './http/gatekeeper.ts'
import { listen } from './http/listener.ts'
import { createRequestListener } from './http/request-handler.ts'
import { createRouter } from './http/router.ts'
import { createAuthority } from './oauth1/authority.ts'
import { generateCredentials, type Oauth1Credentials, register } from './oauth1/credentials.ts'
import { createOauth1Gatekeeper } from './oauth1/gatekeeper.ts'
import { createLiveSessionTokens, type LiveSessionTokens } from './oauth1/live-session-tokens.ts'
import type { SimulatorOptions } from './options.ts'
import { createPacing } from './pacing.ts'
import { createRecord, type SimulatorRecord } from './record.ts'
import { allRoutes } from './rest/all-routes.ts'
import { attachSocketServer } from './socket/socket-server.ts'
import { createTimers } from './timers.ts'
import { createWorld, type World } from './world.ts'

/** A running simulator. */
export interface Simulator {
  /** Ends with `/v1/api/`. */
  readonly apiUrl: string
  /** Ends with `/v1/api/ws`; oauth1 clients add `?oauth_token=<access token>`. */
  readonly wsUrl: string
  readonly host: string
  readonly port: number
  /** What a client signs with; undefined in gateway mode. */
  readonly oauth1: Oauth1Credentials | undefined
  /** Certificate to trust, PEM; undefined without TLS. */
  readonly caPem: string | undefined
  /** What the server saw. */
  readonly record: SimulatorRecord
  readonly controls: SimulatorControls
  /** Cuts every connection and timer; nothing of the simulator is left when it resolves. May be called twice. */
  close(): Promise<void>
}

/**
 * Starts a simulator. Rejects with the system's error (`code` `EADDRINUSE`, `EACCES`, …) where the address cannot be had.
 * Takes 0.1 to 0.3 s for fresh OAuth keys, some 20 ms otherwise.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { mode, host = '127.0.0.1', tls = true, clock = systemClock } = options
  const [certificate, credentials] = await Promise.all([
    tls ? issueCertificate(options.certNames ?? []) : undefined,
    mode === 'oauth1' ? (options.keys ?? generateCredentials()) : undefined,
  ])
  const timers = createTimers(clock)
  const now = () => clock.now()
  const world = buildWorld(options, now, timers)
  const record = createRecord(options.recordLimit ?? 5000)
  const { gatekeeper, tokens } = chooseGatekeeper(world, credentials, options.queryPractice === 'strict')
  const scheme = tls ? 'https' : 'http'
  let origins: readonly string[] = []
  const frontDoor = createFrontDoor({
    world,
    gatekeeper,
    router: createRouter(allRoutes(world, () => gatekeeper.endSession())),
    pacing: options.enforcePacing === true ? createPacing(now) : undefined,
    origins: () => origins,
    scheme,
    logIn: () => logIn(world),
  })
  const listener = await listenOrStop(timers, {
    host,
    port: options.port ?? 0,
    certificate,
    onRequest: createRequestListener({ record, now, answer: frontDoor }),
  })
  const authority = `${host.includes(':') ? `[${host}]` : host}:${listener.port}`
  origins = [`${scheme}://${authority}`, `${scheme}://localhost:${listener.port}`]
  const binaryFrames = options.binaryFrames === true
  const sockets = attachSocketServer({ server: listener.server, world, clock, gatekeeper, record, binaryFrames })
  return {
    apiUrl: `${scheme}://${authority}/v1/api/`,
    wsUrl: `${tls ? 'wss' : 'ws'}://${authority}/v1/api/ws`,
    host,
    port: listener.port,
    oauth1: credentials,
    caPem: certificate?.cert,
    record,
    controls: createControls(world, gatekeeper, tokens, sockets),
    close: async () => {
      timers.close()
      sockets.close()
      await listener.close()
    },
  }
}

function buildWorld(options: SimulatorOptions, now: () => number, timers: ReturnType<typeof createTimers>): World {
  return createWorld({
    mode: options.mode,
    now,
    timers,
    seed: options.seed ?? 1,
    accountIds: options.accountIds ?? ['DU1234567'],
    loggedIn: options.loggedIn ?? true,
    fillMilliseconds: (options.fillSeconds ?? 4) * 1000,
    establishMilliseconds: (options.establishSeconds ?? 0) * 1000,
    askQuestions: options.askQuestions ?? true,
    marketMoves: options.marketMoves ?? true,
  })
}

function chooseGatekeeper(
  world: World,
  credentials: Oauth1Credentials | undefined,
  strict: boolean,
): { readonly gatekeeper: Gatekeeper; readonly tokens: LiveSessionTokens | undefined } {
  if (credentials === undefined) return { gatekeeper: createGatewayGatekeeper(world.session), tokens: undefined }
  const registration = register(credentials)
  const tokens = createLiveSessionTokens(registration, world.now)
  const authority = createAuthority(registration, { now: world.now, strict })
  return { gatekeeper: createOauth1Gatekeeper(authority, tokens, world.session), tokens }
}

/** A simulator that cannot listen must not leave its market running. */
async function listenOrStop(timers: ReturnType<typeof createTimers>, settings: Parameters<typeof listen>[0]) {
  try {
    return await listen(settings)
  } catch (error) {
    timers.close()
    throw error
  }
}
