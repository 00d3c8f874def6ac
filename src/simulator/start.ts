import { systemClock } from './clock.ts'
import { createControls, type SimulatorControls } from './controls.ts'
import { issueCertificate } from './http/certificate.ts'
import { createFrontDoor } from './http/front-door.ts'
import { listen } from './http/listener.ts'
import { createRequestListener } from './http/request-handler.ts'
import { createRouter } from './http/router.ts'
import { buildEntrance, keysFor } from './mode.ts'
import type { Oauth1Credentials } from './oauth1/credentials.ts'
import type { Oauth2Access } from './oauth2/credentials.ts'
import { ssoSessionsPath } from './oauth2/sso-routes.ts'
import { tokenPath } from './oauth2/token-door.ts'
import type { SimulatorOptions } from './options.ts'
import { createPacing } from './pacing.ts'
import { createRecord, type SimulatorRecord } from './record.ts'
import { allRoutes } from './rest/all-routes.ts'
import { socketHabits } from './socket/socket-habits.ts'
import { attachSocketServer } from './socket/socket-server.ts'
import { createTimers } from './timers.ts'
import { createWorld, type World } from './world.ts'

/** A running simulator. */
export interface Simulator {
  /** Ends with `/v1/api/`. */
  readonly apiUrl: string
  /** Ends with `/v1/api/ws`; oauth1 clients add `?oauth_token=<access token>`, oauth2 clients `?bearer_token=<SSO bearer>`. */
  readonly wsUrl: string
  readonly host: string
  readonly port: number
  /** What a client signs with now (the access token may be granted or regenerated meanwhile); undefined in other modes. */
  readonly oauth1: Oauth1Credentials | undefined
  /** What a client of OAuth 2.0 needs; undefined in other modes. */
  readonly oauth2: Oauth2Access | undefined
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
  const { host = '127.0.0.1', tls = true, clock = systemClock } = options
  const [certificate, keys] = await Promise.all([
    tls ? issueCertificate(options.certNames ?? []) : undefined,
    keysFor(options),
  ])
  const timers = createTimers(clock)
  let skewMilliseconds = (options.clockSkewSeconds ?? 0) * 1000
  const now = () => clock.now() + skewMilliseconds
  const world = buildWorld(options, now, timers)
  const record = createRecord(options.recordLimit ?? 5000)
  const scheme = tls ? 'https' : 'http'
  let origins: readonly string[] = []
  const entrance = buildEntrance(keys, { world, options, scheme, origins: () => origins })
  const { gatekeeper, doors } = entrance
  const frontDoor = createFrontDoor({
    world,
    gatekeeper,
    router: createRouter(allRoutes(world, () => gatekeeper.endSession())),
    pacing: options.enforcePacing === true ? createPacing(now) : undefined,
    origins: () => origins,
    scheme,
    doors,
  })
  const listener = await listenOrStop(timers, {
    host,
    port: options.port ?? 0,
    certificate,
    onRequest: createRequestListener({ record, now, answer: frontDoor }),
  })
  const authority = `${host.includes(':') ? `[${host}]` : host}:${listener.port}`
  origins = [`${scheme}://${authority}`, `${scheme}://localhost:${listener.port}`]
  const [origin = ''] = origins
  const habits = socketHabits(options)
  const sockets = attachSocketServer({ server: listener.server, world, clock, gatekeeper, record, habits })
  return {
    apiUrl: `${scheme}://${authority}/v1/api/`,
    wsUrl: `${tls ? 'wss' : 'ws'}://${authority}/v1/api/ws`,
    host,
    port: listener.port,
    get oauth1() {
      return entrance.oauth1()
    },
    oauth2:
      keys.mode === 'oauth2'
        ? { ...keys.credentials, tokenUrl: origin + tokenPath, ssoSessionsUrl: origin + ssoSessionsPath }
        : undefined,
    caPem: certificate?.cert,
    record,
    controls: createControls(world, entrance, sockets, (seconds) => {
      skewMilliseconds = seconds * 1000
    }),
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
    dynamicAccounts: options.dynamicAccounts ?? false,
  })
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
