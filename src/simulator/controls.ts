import type { Entrance, EntranceControls } from './entrance.ts'
import type { Faults } from './faults/faults.ts'
import { instrumentBySymbol } from './market/instruments.ts'
import { type CompetingHabits, startCompetingLogin } from './night/competing-login.ts'
import type { NightHabits } from './night/nightly-reset.ts'
import type { OrderKind } from './orders/order.ts'
import type { OrderPrompt } from './orders/prompts.ts'
import type { Pacing } from './pacing/pacing.ts'
import type { BoxedAddress } from './pacing/penalty-box.ts'
import type { Director } from './scenarios/director.ts'
import { SimulatorError } from './simulator-error.ts'
import {
  type Bulletin,
  bulletinFrame,
  type Notice,
  notificationFrame,
  type PromptNotice,
} from './socket/announcements.ts'
import type { SocketServer } from './socket/socket-server.ts'
import { stateDigest } from './state-digest.ts'
import type { World } from './world.ts'

/** An order that appears from elsewhere, as if placed in another program of the same user. */
export interface ForeignOrder {
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
export interface SimulatorControls extends EntranceControls {
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
  addOrder(order: ForeignOrder): number
  /** The next order that is placed alone is rejected with a prompt; answering it (`/iserver/notification`) lets the order go or ends it. */
  promptNextOrder(prompt: OrderPrompt): void
  /** Causes that many order updates at once, on `working` (default 64) orders of its own; returns how many there were (none at the first call). */
  shakeOrders(count: number, working?: number): number
  /** Moves an instrument's price at once. */
  setPrice(symbol: string, price: number): void
  /** Another login takes the brokerage session, and comes back after it was thrown out. Returns what sends it away for good. */
  competingLogin(habits?: CompetingHabits): () => void
  /** The nightly reset now: every login ends, subscriptions die on sockets that stay up, iserver answers 503 for minutes. */
  nightReset(habits?: Partial<NightHabits>): void
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
  readonly entrance: Entrance
  readonly sockets: SocketServer
  readonly faults: Faults
  readonly pacing: Pacing | undefined
  readonly setClockSkew: (seconds: number) => void
  readonly nightReset: (habits?: Partial<NightHabits>) => void
  readonly restart: (seconds: number) => Promise<void>
  readonly director: Director
}): SimulatorControls {
  const { world, entrance, sockets, faults, pacing, setClockSkew } = settings
  const { gatekeeper, controls } = entrance
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
    setLoggedIn: (loggedIn) => (loggedIn ? logIn(world) : gatekeeper.endSession()),
    setCompeting: (competing) => world.session.setRival(competing),
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
    competingLogin: (habits) => startCompetingLogin(world, world.timers, habits),
    nightReset: settings.nightReset,
    restart: (seconds = 0) => settings.restart(seconds),
    stateDigest: () => stateDigest(world),
    startScenario: (scenario) => settings.director.start(scenario),
    stopScenarios: () => settings.director.stop(),
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
    promptNextOrder: (prompt) => world.desk.prompts.arm(prompt),
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
