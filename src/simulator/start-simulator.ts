import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { checkSimulatorOptions } from './check-options.ts'
import { systemClock } from './clock.ts'
import { openControlServer } from './control/control-server.ts'
import { createFaults } from './faults/fault-registry.ts'
import { resolveGatewayBehaviour } from './gateway/gateway-behaviour.ts'
import { createGatewayEntryPoint } from './gateway/gateway-entry-point.ts'
import { createApiHandler } from './http/api-handler.ts'
import { type Certificate, issueCertificate, issueOldCertificate } from './http/certificate.ts'
import type { EntryPoint, EntryPointSettings } from './http/entry-point.ts'
import { createListener, respondToClientErrors } from './http/http-listener.ts'
import { createRequestListener } from './http/request-listener.ts'
import { createRouter } from './http/router.ts'
import { generateCredentials, type Oauth1Credentials } from './oauth1/credentials.ts'
import { createOauth1EntryPoint } from './oauth1/oauth1-entry-point.ts'
import { registerPublicFiles } from './oauth1/public-files.ts'
import { generateOauth2Credentials, type Oauth2Access, type Oauth2Credentials } from './oauth2/credentials.ts'
import { createOauth2EntryPoint } from './oauth2/oauth2-entry-point.ts'
import { ssoSessionsPath } from './oauth2/sso-routes.ts'
import { tokenPath } from './oauth2/token-endpoint.ts'
import type { SimulatorOptions } from './options.ts'
import { type AdmittedCall, createPacingFromOptions } from './pacing/pacing.ts'
import { createRecord, type SimulatorRecord } from './record/simulator-record.ts'
import { createAllRoutes } from './rest/all-routes.ts'
import { createScenarioRunner, parseScenario } from './scenarios/scenario-runner.ts'
import { createIdleWatch } from './session/idle-watch.ts'
import { createNightlyReset, createRestart } from './session/session-interruptions.ts'
import { createSimulatedTime, type SimulatedTime } from './simulated-time.ts'
import { createSimulatorControls, type SimulatorControls } from './simulator-controls.ts'
import { createSimulatorState } from './simulator-state.ts'
import { resolveSocketOptions } from './socket/socket-options.ts'
import { attachSocketServer } from './socket/socket-server.ts'
import { getTestCertificate, getTestOauth1Keys, getTestOauth2Keys } from './test-keys.ts'

/** A running simulator. */
export interface Simulator extends AsyncDisposable {
  /** URL of the API; ends with `/v1/api/`. */
  readonly apiUrl: string
  /**
   * URL of the WebSocket; ends with `/v1/api/ws`. oauth1 clients add `?oauth_token=<access token>`, oauth2 clients
   * `?bearer_token=<SSO bearer>`.
   */
  readonly wsUrl: string
  /** Address on which the simulator listens. */
  readonly host: string
  /** Port on which the simulator listens. */
  readonly port: number
  /**
   * Current credentials of the client, undefined in other modes. The access token may be issued or regenerated later.
   */
  readonly oauth1: Oauth1Credentials | undefined
  /** Credentials of an OAuth 2.0 client, undefined in other modes. */
  readonly oauth2: Oauth2Access | undefined
  /** The certificate to trust as PEM, undefined without TLS. */
  readonly caPem: string | undefined
  /** Record of everything that the server received and sent. */
  readonly record: SimulatorRecord
  /** Actions of the server and of the market: orders, faults, logins, prices. */
  readonly controls: SimulatorControls
  /** URL of the control port; ends with `/simulator/`. Undefined without `controlPort`. */
  readonly controlUrl: string | undefined
  /** Closes every connection and timer, and resolves when all are closed. May be called twice. */
  close(): Promise<void>
  /** Calls `close()` at the end of a block with `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts a simulator. Takes 0.1 to 0.3 s with new OAuth keys, about 20 ms in gateway mode or with `testKeys`.
 * @example
 * ```ts run=alone
 * import { startSimulator } from 'ibkr-web-simulator'
 *
 * const simulator = await startSimulator({ mode: 'gateway', tls: false, accounts: ['DU1234567'], seed: 7 })
 * const request = simulator.record.nextRequest({ path: '/v1/api/iserver/accounts' })
 * await fetch(`${simulator.apiUrl}iserver/accounts`) // in its place: the program under test
 * const { method, status } = await request
 * console.log(method, status) // => GET 200
 * await simulator.close()
 * ```
 * @throws Error of the system (`code` `EADDRINUSE`, `EACCES`, …) if it cannot listen
 * @throws SimulatorError for an invalid option: `WRONG_OPTION`, `UNKNOWN_ACCOUNT`, `WRONG_FAULT`, `WRONG_SCENARIO`, `WRONG_SPEED`,
 *   `ADDRESS_PATTERN_WRONG`; for files of keys `CREDENTIALS_MISMATCH`, `REGISTRATION_REFUSED`
 */
export async function startSimulator(requestedOptions: SimulatorOptions): Promise<Simulator> {
  checkSimulatorOptions(requestedOptions)
  const scenario = requestedOptions.scenario === undefined ? undefined : parseScenario(requestedOptions.scenario)
  const options = { ...requestedOptions, ...scenario?.scenario.options }
  const { host = '127.0.0.1', tls = true, clock = systemClock } = options
  const [certificate, keys] = await Promise.all([tls ? chooseCertificate(options) : undefined, credentialsFor(options)])
  const faults = createFaults(options.seed ?? 1)
  for (const fault of options.faults ?? []) faults.add(fault)
  const time = createSimulatedTime(clock, options.speed ?? 1, options.clockSkewSeconds ?? 0)
  const { now, realNow, realTimers } = time
  const state = createSimulatorState(options, time)
  // Yield in the middle of the start, so that the embedding program can do other work.
  await nextTurn()
  const record = createRecord(options.recordLimit ?? 5000)
  const scheme = tls ? 'https' : 'http'
  let origins: readonly string[] = []
  const entryPoint = createEntryPoint(keys, { state, options, scheme, origins: () => origins })
  const { authentication, endpoints } = entryPoint
  const idle = createIdleWatch({
    timers: realTimers,
    now: realNow,
    idleMilliseconds: (options.idleSeconds ?? 360) * 1000,
    expire: () => {
      if (state.session.brokerage().kind === 'open') state.session.closeBrokerage()
    },
  })
  const apiHandler = createApiHandler({
    state,
    authentication,
    router: createRouter(createAllRoutes(state, () => authentication.endSession())),
    origins: () => origins,
    scheme,
    endpoints,
    onAuthenticated: idle.requestReceived,
  })
  const pacing = createPacingFromOptions(options, now)
  const requestMilliseconds = (options.requestSeconds ?? 30) * 1000
  const listener = createListener({ host, port: options.port ?? 0, certificate, requestMilliseconds })
  const { server, connections } = listener
  server.maxConnections = options.maxConnections ?? Number.POSITIVE_INFINITY
  const restart = createRestart({ state, authentication, listener, pacing, realTimers })
  const tools = {
    timers: realTimers,
    reset: (response: ServerResponse) => connections.reset(response.req.socket),
    freeze: (response: ServerResponse) => void response.req.socket.pause(),
    restart: (seconds: number) => void restart(seconds),
    setClockSkew: time.setSkew,
  }
  const pace = (call: AdmittedCall) => pacing?.refuse(call)
  const responseBehaviour = { ...resolveGatewayBehaviour(options), responseTime: options.mode === 'gateway' }
  server.on(
    'request',
    createRequestListener({
      record,
      now,
      realNow,
      faults,
      tools,
      pace,
      handle: apiHandler,
      behaviour: responseBehaviour,
    }),
  )
  respondToClientErrors(server, record, now)
  const sockets = attachSocketServer({
    server,
    state,
    clock,
    authentication,
    record,
    options: resolveSocketOptions(options),
    faults,
    connections,
    serverActions: tools,
  })
  const nightReset = createNightlyReset(state, authentication, {
    minutes: options.resetMinutes ?? 5,
    gatewayReturns: options.gatewayReturns ?? true,
  })
  if (options.nightlyReset === true) state.market.day.began.on(() => nightReset())
  const scenarios = createScenarioRunner({ state, controls: () => controls, seed: options.seed ?? 1, time })
  const controls = createSimulatorControls({
    state,
    entryPoint,
    sockets,
    faults,
    pacing,
    setClockSkew: time.setSkew,
    leap: time.leap,
    nightReset,
    restart,
    scenarios,
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
  if (scenario !== undefined) scenarios.open(scenario)
  const port = listener.port()
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  origins = [`${scheme}://${authority}`, `${scheme}://localhost:${port}`]
  const [origin = ''] = origins
  const close = async (): Promise<void> => {
    scenarios.stop()
    time.close()
    record.close()
    sockets.close()
    await Promise.all([listener.close(), control?.close()])
  }
  return {
    apiUrl: `${scheme}://${authority}/v1/api/`,
    wsUrl: `${tls ? 'wss' : 'ws'}://${authority}/v1/api/ws`,
    host,
    port,
    get oauth1() {
      return entryPoint.oauth1()
    },
    oauth2:
      keys.mode === 'oauth2'
        ? { ...keys.credentials, tokenUrl: origin + tokenPath, ssoSessionsUrl: origin + ssoSessionsPath }
        : undefined,
    caPem: certificate?.cert,
    record,
    controls,
    controlUrl: control?.url,
    close,
    [Symbol.asyncDispose]: close,
  }
}

function chooseCertificate(options: SimulatorOptions): Promise<Certificate> {
  const { certNames = [], testKeys = false } = options
  if (resolveGatewayBehaviour(options).oldCertificate) return issueOldCertificate()
  return testKeys && certNames.length === 0 ? Promise.resolve(getTestCertificate()) : issueCertificate(certNames)
}

/** Stops the timers if the simulator cannot listen. */
async function openOrStop<T>(time: SimulatedTime, open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    time.close()
    throw error
  }
}

/** The credentials that each mode needs. */
type ModeCredentials =
  | { readonly mode: 'oauth1'; readonly credentials: Oauth1Credentials }
  | { readonly mode: 'oauth2'; readonly credentials: Oauth2Credentials }
  | { readonly mode: 'gateway' }

/** Returns the credentials of the options, or generates new credentials in 0.1 to 0.3 s. */
async function credentialsFor(options: SimulatorOptions): Promise<ModeCredentials> {
  const { mode, keys, register, oauth2Keys, testKeys = false } = options
  switch (mode) {
    case 'oauth1':
      if (register !== undefined) return { mode, credentials: registerPublicFiles(register) }
      return { mode, credentials: keys ?? (testKeys ? getTestOauth1Keys() : await generateCredentials()) }
    case 'oauth2':
      return { mode, credentials: oauth2Keys ?? (testKeys ? getTestOauth2Keys() : await generateOauth2Credentials()) }
    case 'gateway':
      return { mode }
  }
}

function createEntryPoint(keys: ModeCredentials, settings: EntryPointSettings): EntryPoint {
  switch (keys.mode) {
    case 'oauth1':
      return createOauth1EntryPoint(keys.credentials, settings)
    case 'oauth2':
      return createOauth2EntryPoint(keys.credentials, settings)
    case 'gateway':
      return createGatewayEntryPoint(settings)
  }
}
