import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { systemClock } from './clock.ts'
import { openControlServer } from './control/control-server.ts'
import { createControls, type SimulatorControls } from './controls.ts'
import { createFaults } from './faults/faults.ts'
import { habitsOf } from './gateway/habits.ts'
import { type Certificate, issueCertificate, issueOldCertificate } from './http/certificate.ts'
import { answerClientErrors } from './http/client-error.ts'
import { createFrontDoor } from './http/front-door.ts'
import { createListener } from './http/listener.ts'
import { createRequestListener } from './http/request-handler.ts'
import { createRouter } from './http/router.ts'
import { buildEntrance, keysFor } from './mode.ts'
import { createNightlyReset } from './night/nightly-reset.ts'
import type { Oauth1Credentials } from './oauth1/credentials.ts'
import type { Oauth2Access } from './oauth2/credentials.ts'
import { ssoSessionsPath } from './oauth2/sso-routes.ts'
import { tokenPath } from './oauth2/token-door.ts'
import type { SimulatorOptions } from './options.ts'
import type { PacedCall } from './pacing/pacing.ts'
import { pacingOfOptions } from './pacing/pacing-of-options.ts'
import { createRecord, type SimulatorRecord } from './record.ts'
import { allRoutes } from './rest/all-routes.ts'
import { createRestart } from './restart.ts'
import { createDirector } from './scenarios/director.ts'
import { parseScenario } from './scenarios/parse-scenario.ts'
import { createIdleWatch } from './session/idle-watch.ts'
import { socketHabits } from './socket/socket-habits.ts'
import { attachSocketServer } from './socket/socket-server.ts'
import { createTime, type SimulatedTime } from './time.ts'
import { worldOfOptions } from './world-of-options.ts'

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
  /** Ends with `/simulator/`; undefined without `controlPort`. */
  readonly controlUrl: string | undefined
  /** Cuts every connection and timer; nothing of the simulator is left when it resolves. May be called twice. */
  close(): Promise<void>
}

/**
 * Starts a simulator. Rejects with the system's error (`code` `EADDRINUSE`, `EACCES`, …) where the address cannot be had.
 * Takes 0.1 to 0.3 s for fresh OAuth keys, some 20 ms otherwise.
 */
export async function startSimulator(asked: SimulatorOptions): Promise<Simulator> {
  const scenario = asked.scenario === undefined ? undefined : parseScenario(asked.scenario)
  const options = { ...asked, ...scenario?.scenario.options }
  const { host = '127.0.0.1', tls = true, clock = systemClock } = options
  const [certificate, keys] = await Promise.all([tls ? chooseCertificate(options) : undefined, keysFor(options)])
  const faults = createFaults(options.seed ?? 1)
  for (const fault of options.faults ?? []) faults.add(fault)
  const time = createTime(clock, options.speed ?? 1, options.clockSkewSeconds ?? 0)
  const { now, realNow, realTimers } = time
  const world = worldOfOptions(options, time)
  // Half of the work of a start is done: a program that has the simulator in it may have something else to do.
  await nextTurn()
  const record = createRecord(options.recordLimit ?? 5000)
  const scheme = tls ? 'https' : 'http'
  let origins: readonly string[] = []
  const entrance = buildEntrance(keys, { world, options, scheme, origins: () => origins })
  const { gatekeeper, doors } = entrance
  const idle = createIdleWatch({
    timers: realTimers,
    now: realNow,
    idleMilliseconds: (options.idleSeconds ?? 360) * 1000,
    expire: () => {
      if (world.session.brokerage().kind === 'open') world.session.closeBrokerage()
    },
  })
  const frontDoor = createFrontDoor({
    world,
    gatekeeper,
    router: createRouter(allRoutes(world, () => gatekeeper.endSession())),
    origins: () => origins,
    scheme,
    doors,
    heard: idle.heard,
  })
  const pacing = pacingOfOptions(options, now)
  const requestMilliseconds = (options.requestSeconds ?? 30) * 1000
  const listener = createListener({ host, port: options.port ?? 0, certificate, requestMilliseconds })
  const { server, connections } = listener
  server.maxConnections = options.maxConnections ?? Number.POSITIVE_INFINITY
  const restart = createRestart({ world, gatekeeper, listener, pacing, realTimers })
  const tools = {
    timers: realTimers,
    reset: (response: ServerResponse) => connections.reset(response.req.socket),
    freeze: (response: ServerResponse) => void response.req.socket.pause(),
    restart: (seconds: number) => void restart(seconds),
    setClockSkew: time.setSkew,
  }
  const pace = (call: PacedCall) => pacing?.refuse(call)
  const replyHabits = { ...habitsOf(options), responseTime: options.mode === 'gateway' }
  server.on(
    'request',
    createRequestListener({ record, now, realNow, faults, tools, pace, answer: frontDoor, habits: replyHabits }),
  )
  answerClientErrors(server, record, now)
  const habits = socketHabits(options)
  const sockets = attachSocketServer({
    server,
    world,
    clock,
    gatekeeper,
    record,
    habits,
    faults,
    connections,
    serverTools: tools,
  })
  const nightReset = createNightlyReset(world, gatekeeper, {
    minutes: options.resetMinutes ?? 5,
    gatewayReturns: options.gatewayReturns ?? true,
  })
  if (options.nightlyReset === true) world.market.day.began.on(() => nightReset())
  const director = createDirector({ world, controls: () => controls, seed: options.seed ?? 1, time })
  const controls = createControls({
    world,
    entrance,
    sockets,
    faults,
    pacing,
    setClockSkew: time.setSkew,
    nightReset,
    restart,
    director,
  })
  const control = await openOrStop(time, async () => {
    await listener.open()
    return options.controlPort === undefined
      ? undefined
      : await openControlServer(options.controlPort, { controls, record }).catch(async (error: unknown) => {
          await listener.close()
          throw error
        })
  })
  if (scenario !== undefined) director.open(scenario)
  const port = listener.port()
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  origins = [`${scheme}://${authority}`, `${scheme}://localhost:${port}`]
  const [origin = ''] = origins
  return {
    apiUrl: `${scheme}://${authority}/v1/api/`,
    wsUrl: `${tls ? 'wss' : 'ws'}://${authority}/v1/api/ws`,
    host,
    port,
    get oauth1() {
      return entrance.oauth1()
    },
    oauth2:
      keys.mode === 'oauth2'
        ? { ...keys.credentials, tokenUrl: origin + tokenPath, ssoSessionsUrl: origin + ssoSessionsPath }
        : undefined,
    caPem: certificate?.cert,
    record,
    controls,
    controlUrl: control?.url,
    close: async () => {
      director.stop()
      time.close()
      record.close()
      sockets.close()
      await Promise.all([listener.close(), control?.close()])
    },
  }
}

function chooseCertificate(options: SimulatorOptions): Promise<Certificate> {
  return habitsOf(options).oldCertificate ? issueOldCertificate() : issueCertificate(options.certNames ?? [])
}

/** A simulator that cannot listen must not leave its market running. */
async function openOrStop<T>(time: SimulatedTime, open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    time.close()
    throw error
  }
}
