import { createHash } from 'node:crypto'
import type { Faults } from './faults/faults.ts'
import type { EntryPoint, LoginControls } from './http/entry-point.ts'
import { instrumentBySymbol } from './market/instruments.ts'
import type { OrderKind } from './orders/order.ts'
import type { OrderPrompt } from './orders/pending-replies.ts'
import type { BoxedAddress, Pacing } from './pacing/pacing.ts'
import { type CompetingLoginOptions, type NightlyResetOptions, startCompetingLogin } from './session/interruptions.ts'
import { SimulatorError } from './simulator-error.ts'
import {
  type Bulletin,
  bulletinFrame,
  type Notice,
  notificationFrame,
  type PromptNotice,
} from './socket/session-frames.ts'
import type { SocketServer } from './socket/socket-server.ts'
import type { World } from './world.ts'

/** An order that appears from elsewhere, as if placed in another program of the same user. */
export interface ExternalOrder {
  /** Upper-case symbol of the simulated market. */
  readonly symbol: string
  readonly side: 'BUY' | 'SELL'
  readonly quantity: number
  /** Default LMT. */
  readonly kind?: OrderKind
  /** Needed for every kind but MKT. */
  readonly price?: number
  /** Default DAY. */
  readonly tif?: string
}

/** What a test, or a person on the command line, can make happen. */
export interface SimulatorControls extends LoginControls {
  /** Sets how many seconds the server's clock (its `Date` header, its time checks, every time it tells) is ahead of the real one. */
  setClockSkew(seconds: number): void
  /** Cuts every socket; without a code (or with 1006) the connection just breaks. */
  dropSockets(code?: number): void
  /** Gateway mode: logs the user in (which also opens the brokerage session) or out. In the other modes only out. */
  setLoggedIn(loggedIn: boolean): void
  /** Another login of the user takes the brokerage session, or leaves it free. */
  setCompeting(competing: boolean): void
  /** The flags say `competing` beside `authenticated` and `established` while every iserver call fails, as seen live; or no longer. */
  setContested(contested: boolean): void
  endBrokerageSession(): void
  /** Stops and restarts `sor` frames on every socket. */
  silenceOrders(silent: boolean): void
  /** Refuses so many of the next `sor` subscriptions with `unable to subscribe`. */
  refuseOrderStreams(times: number): void
  /** `/iserver/accounts` has to be asked for again, as after IBKR's daily reset. */
  forgetAccounts(): void
  /** The next reads of the live orders answer blank with `snapshot: false`, as after IBKR dropped its cache. */
  coolOrders(reads: number): void
  /** Sends an `ntf` frame with these notices or prompts to every greeted socket. */
  notify(...notices: readonly (Notice | PromptNotice)[]): void
  /** Sends a `blt` frame with these bulletins to every greeted socket. */
  bulletin(...bulletins: readonly Bulletin[]): void
  /** Changes the session id; open sockets stay up, their subscriptions die. */
  rotateSession(): void
  /** Returns the order id. */
  addOrder(order: ExternalOrder): number
  /** The next order that is placed alone is rejected with a prompt; answering it (`/iserver/notification`) lets the order go or ends it. */
  promptNextOrder(prompt: OrderPrompt): void
  /** Causes that many order updates at once, on `working` (default 64) orders of its own; returns how many there were (none at the first call). */
  shakeOrders(count: number, working?: number): number
  /** Moves an instrument's price at once. */
  setPrice(symbol: string, price: number): void
  /** Another login takes the brokerage session, and comes back after it was thrown out. Returns what sends it away for good. */
  competingLogin(options?: CompetingLoginOptions): () => void
  /** The nightly reset now: every login ends, subscriptions die on sockets that stay up, iserver answers 503 for minutes. */
  nightReset(options?: Partial<NightlyResetOptions>): void
  /**
   * The server goes away, with everything but the books, and listens again on its port after so many seconds (default 0) of real
   * time; resolves when it does.
   */
  restart(seconds?: number): Promise<void>
  /** Equal as long as no request changed session, orders, positions, cash, suppressed questions, alerts or watchlists. */
  stateDigest(): string
  /**
   * Starts a scenario such as `storm:5000,2000`; throws `WRONG_SCENARIO`. The returned function ends it and takes back what it
   * did to network and logins.
   */
  startScenario(scenario: string): () => void
  stopScenarios(): void
  /** Number of open sockets. */
  socketCount(): number
  /** Faults of network and server: add, list, remove. */
  readonly faults: Faults
  /** Addresses that were caught calling too fast; empty where pacing is off. */
  penaltyBox(): readonly BoxedAddress[]
  /** Lets one address, or all, out of the penalty box and forgets its offences. */
  releaseFromPenaltyBox(address?: string): void
}

/** Makes the controls. */
export function createControls(settings: {
  readonly world: World
  readonly entryPoint: EntryPoint
  readonly sockets: SocketServer
  readonly faults: Faults
  readonly pacing: Pacing | undefined
  readonly setClockSkew: (seconds: number) => void
  readonly nightReset: (options?: Partial<NightlyResetOptions>) => void
  readonly restart: (seconds: number) => Promise<void>
  readonly scenarios: { start(scenario: string): () => void; stop(): void }
}): SimulatorControls {
  const { world, entryPoint, sockets, faults, pacing, setClockSkew } = settings
  const { authentication, controls } = entryPoint
  function known(symbol: string) {
    const instrument = instrumentBySymbol(symbol)
    if (instrument === undefined)
      throw new SimulatorError('UNKNOWN_SYMBOL', `${symbol} is no instrument of the simulated market`)
    return instrument
  }
  return {
    ...controls,
    setClockSkew,
    dropSockets: (code) => sockets.drop(code),
    setLoggedIn: (loggedIn) => (loggedIn ? logIn(world) : authentication.endSession()),
    setCompeting: (competing) => world.session.setCompeting(competing),
    setContested: (contested) => world.session.setContested(contested),
    endBrokerageSession: () => world.session.closeBrokerage(),
    silenceOrders: (silent) => {
      sockets.streamSwitch.silent = silent
    },
    refuseOrderStreams: (times) => {
      sockets.streamSwitch.refusals = times
    },
    forgetAccounts: () => {
      world.session.warmUps().accountsRead = false
    },
    coolOrders: (reads) => {
      world.session.warmUps().coldOrderReads = reads
    },
    notify: (...notices) => sockets.announce(notificationFrame(notices)),
    bulletin: (...bulletins) => sockets.announce(bulletinFrame(bulletins)),
    rotateSession: () => world.session.rotate(),
    competingLogin: (options) => startCompetingLogin(world, world.timers, options),
    nightReset: settings.nightReset,
    restart: (seconds = 0) => settings.restart(seconds),
    stateDigest: () => stateDigest(world),
    startScenario: (scenario) => settings.scenarios.start(scenario),
    stopScenarios: () => settings.scenarios.stop(),
    addOrder: ({ symbol, side, quantity, kind = 'LMT', price, tif = 'DAY' }) => {
      const draft = {
        side,
        quantity,
        kind,
        price,
        tif,
        auxPrice: undefined,
        outsideRth: false,
        clientOrderId: undefined,
      }
      if (kind !== 'MKT' && price === undefined)
        throw new SimulatorError('PRICE_MISSING', `A ${kind} order needs a price`)
      return world.lifeCycle.submit(world.accounts.selected(), { ...draft, instrument: known(symbol) }).id
    },
    promptNextOrder: (prompt) => world.orderHandler.prompts.arm(prompt),
    shakeOrders: (count, working) => world.storm.shake(count, working),
    setPrice: (symbol, price) => world.market.setPrice(known(symbol), price),
    socketCount: () => sockets.count(),
    faults,
    penaltyBox: () => pacing?.box.list() ?? [],
    releaseFromPenaltyBox: (address) => pacing?.box.release(address),
  }
}

/** What a browser login does to a gateway: outer session first, then the gateway opens the brokerage session itself. */
export function logIn(world: World): void {
  if (world.mode !== 'gateway')
    throw new SimulatorError('NOT_A_GATEWAY', 'Only a gateway has a login; OAuth clients ask for a live session token')
  world.session.beginOuter()
  world.session.openBrokerage(true)
}

/**
 * A digest of what requests can change: session, orders, executions, positions, cash, suppressed questions, alerts, watchlists. Equal as
 * long as nothing of it changed; what moves by itself (prices, time) is not in it.
 */
export function stateDigest(world: World): string {
  const { session, orderStore, accounts, alerts, watchlists } = world
  const state = {
    session: [session.id(), session.outer(), session.brokerage().kind],
    selected: accounts.selected(),
    suppressed: [...session.warmUps().suppressed],
    alerts: [accounts.ids.map((id) => alerts.of(id)), alerts.mobile(false)],
    watchlists: watchlists.all(),
    orders: orderStore.all(),
    executions: orderStore.executions().map((execution) => execution.id),
    accounts: accounts.ids.map((id) => {
      const ledger = accounts.find(id)
      const positions = ledger?.positions().map((held) => [held.instrument.conid, held.quantity, held.cost])
      return [id, ledger?.cash(), positions]
    }),
  }
  return createHash('sha256').update(JSON.stringify(state)).digest('hex')
}
