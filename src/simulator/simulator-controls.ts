import { createHash } from 'node:crypto'
import { describeContract } from './contracts/describe-contract.ts'
import { findInstrumentByName } from './contracts/find-instrument.ts'
import { isTradingOver } from './contracts/opening-hours.ts'
import { listOptionFamilies } from './contracts/options.ts'
import type { Faults } from './faults/fault-registry.ts'
import type { EntryPoint, LoginControls } from './http/entry-point.ts'
import type { Instrument } from './market/instruments.ts'
import { findNextBoundary } from './market/trading-hours.ts'
import { listOrderKinds, type OrderKind, orderKinds } from './orders/order-types.ts'
import type { BracketFault } from './orders/place-orders.ts'
import type { RejectionPrompt } from './orders/rejection-prompts.ts'
import { findDeliverableOption } from './orders/settlement.ts'
import type { Pacing, PenaltyBoxEntry } from './pacing/pacing.ts'
import {
  type CompetingLoginOptions,
  type NightlyResetOptions,
  startCompetingLogin,
} from './session/session-interruptions.ts'
import { SimulatorError } from './simulator-error.ts'
import type { SimulatorState } from './simulator-state.ts'
import {
  type Bulletin,
  buildBulletinFrame,
  buildNotificationFrame,
  type Notice,
  type PromptNotice,
} from './socket/session-frames.ts'
import type { SocketServer } from './socket/socket-server.ts'

/** An order that the same user places in another program. */
export interface ExternalOrder {
  /**
   * Instrument of the simulated market: a symbol in upper case (`AAPL`, `BP.`), a currency pair (`AUD.CAD`), a symbol at
   * the exchange (`ESZ6`, `AAPL  270115C00250000`) or a conid. `ES` names the next month.
   */
  readonly symbol: string
  /** Side of the order. */
  readonly side: 'BUY' | 'SELL'
  /** Quantity, above 0. */
  readonly quantity: number
  /** Order type, default LMT. */
  readonly kind?: OrderKind
  /** Limit or stop price. Required for every order type except MKT and MOC. */
  readonly price?: number
  /** Time in force, default DAY. */
  readonly tif?: string
}

/** Actions for tests and for the command line. */
export interface SimulatorControls extends LoginControls {
  /**
   * Sets the number of seconds by which the server's clock is ahead of real time, in its `Date` header, its checks and
   * all reported times.
   */
  setClockSkew(seconds: number): void
  /** Closes every socket. Without a code, or with 1006, the connection breaks without a close frame. */
  dropSockets(code?: number): void
  /**
   * Gateway mode: logs the user in, which also opens the brokerage session, or logs the user out. In other modes only a
   * logout is possible.
   * @throws SimulatorError `NOT_A_GATEWAY` for a login in another mode
   */
  setLoggedIn(loggedIn: boolean): void
  /** Simulates another login of the user that takes over the brokerage session, or releases it. */
  setCompeting(competing: boolean): void
  /**
   * Reports `competing` in addition to `authenticated` and `established`, while every iserver call fails, as observed
   * live.
   */
  setContested(contested: boolean): void
  /** Ends the brokerage session; the login stays. Clients open another with `iserver/auth/ssodh/init`. */
  endBrokerageSession(): void
  /** Stops or resumes `sor` frames on every socket. */
  silenceOrders(silent: boolean): void
  /** Rejects this many of the next `sor` subscriptions with `unable to subscribe`. */
  refuseOrderStreams(times: number): void
  /** Requires that `/iserver/accounts` is read again, as after IBKR's daily reset. */
  forgetAccounts(): void
  /**
   * Makes the next reads of the live orders return no orders and `snapshot: false`, as if IBKR had dropped its cache.
   */
  coolOrders(reads: number): void
  /**
   * Makes plain reads of the live orders repeat the current orders, like IBKR's cache, until a read with `force=true` or
   * the next session.
   */
  freezeOrderList(): void
  /**
   * Undoes every fill of an order and lets the order work again, without a frame on the socket, as if an exchange had
   * busted its trades. It fills again when the market moves to its price.
   * @throws SimulatorError `WRONG_CONTROL` if the order is unknown or has no fills
   */
  bustFills(orderId: number): void
  /** Sends an `ntf` frame with these notices or prompts to every open socket. */
  notify(...notices: readonly (Notice | PromptNotice)[]): void
  /** Sends a `blt` frame with these bulletins to every open socket. */
  bulletin(...bulletins: readonly Bulletin[]): void
  /** Changes the session id. Sockets stay open, but their subscriptions end. */
  rotateSession(): void
  /**
   * Places an order as another program would, and returns its order id.
   * @throws SimulatorError `UNKNOWN_SYMBOL`, `PRICE_MISSING`, `WRONG_CONTROL`
   */
  addOrder(order: ExternalOrder): number
  /** Rejects the next single order with a prompt. Answering it (`/iserver/notification`) submits or ends the order. */
  promptNextOrder(prompt: RejectionPrompt): void
  /**
   * Breaks the next bracket. `reject-child`: rejects its last child. `lose-children`: places only its parent and omits
   * the children from the response.
   */
  breakNextBracket(fault: BracketFault): void
  /**
   * Causes `count` order updates immediately, on `working` (default 64) separate orders. Returns the number of updates:
   * 0 for the first call.
   */
  shakeOrders(count: number, working?: number): number
  /**
   * Sets an instrument's price immediately. `symbol` is that of `ExternalOrder`. The price of a future moves its index, so
   * that all its months move. The price of an option follows from its underlying and cannot be set.
   * @throws SimulatorError `UNKNOWN_SYMBOL`, `WRONG_CONTROL`
   */
  setPrice(symbol: string, price: number): void
  /**
   * Sets the volatility of an underlying's options at the money, per year: 0.35 is 35 %. Other strikes follow. `symbol` is
   * that of the stock, the future or the index.
   * @throws SimulatorError `UNKNOWN_SYMBOL`, `WRONG_CONTROL`
   */
  setVolatility(symbol: string, volatility: number): void
  /**
   * Moves simulator time forward to a time without waiting, at most five years. Trading days end and begin, orders and
   * contracts expire, and positions in expired contracts are settled. Prices hardly change, and of what happens
   * repeatedly, such as fills of an order, one step happens at each time at which an opening or a close can be. Real time,
   * in which tokens and heartbeats run, does not change.
   * @throws SimulatorError `WRONG_CONTROL` for a time in the past or too far in the future
   */
  advanceTo(time: Date): void
  /**
   * Assigns short options of the selected account: the options are removed, and shares or a future are delivered at the
   * strike. `symbol` is that of `ExternalOrder`, `contracts` all of them by default. Orders that would have closed these
   * options end.
   * @throws SimulatorError `UNKNOWN_SYMBOL`; `WRONG_CONTROL` without such a short position, and for options on indices
   */
  assign(symbol: string, contracts?: number): void
  /**
   * Removes the user's permission for the market data of a symbol (see `ExternalOrder`). Its quotes then have no prices.
   * @throws SimulatorError `UNKNOWN_SYMBOL`
   */
  withholdMarketData(symbol: string): void
  /**
   * Halts an instrument (see `ExternalOrder`), or ends its halt: its price stops, its orders do not trade, and its last
   * price (field 31) begins with `H`. Options and futures on it are halted too, and orders for combos with it are rejected.
   * @throws SimulatorError `UNKNOWN_SYMBOL`
   */
  setHalted(symbol: string, isHalted: boolean): void
  /**
   * Simulates another login that takes over the brokerage session, and returns after it was removed. Returns a function
   * that ends the competing login.
   */
  competingLogin(options?: CompetingLoginOptions): () => void
  /**
   * Starts the nightly reset: every login and subscription ends, sockets stay open, and iserver returns 503 for some
   * minutes.
   */
  nightReset(options?: Partial<NightlyResetOptions>): void
  /**
   * Stops the server and listens again on the same port after `seconds` (default 0) of real time. Orders and positions
   * are kept. Resolves when the server listens.
   * @throws Error of the system, such as `EADDRINUSE`, if the port is taken meanwhile
   */
  restart(seconds?: number): Promise<void>
  /**
   * Returns a digest of session, orders, positions, cash, suppressed questions, alerts and watchlists. It changes only
   * when a request changes them.
   */
  stateDigest(): string
  /**
   * Starts a scenario such as `storm:5000,2000`. Returns a function that ends the scenario and
   * reverts its changes to network and logins.
   * @throws SimulatorError `WRONG_SCENARIO` with the valid scenarios
   */
  startScenario(scenario: string): () => void
  /** Ends all scenarios and reverts their changes to network and logins. */
  stopScenarios(): void
  /** Returns the number of open sockets. */
  socketCount(): number
  /** Faults of network and server, which can be added, listed and removed. */
  readonly faults: Faults
  /** Returns the addresses that exceeded the pacing limits, empty if pacing is off. */
  penaltyBox(): readonly PenaltyBoxEntry[]
  /** Releases one address or all addresses from the penalty box and resets their number of offences. */
  releaseFromPenaltyBox(address?: string): void
}

export function createSimulatorControls(settings: {
  readonly state: SimulatorState
  readonly entryPoint: EntryPoint
  readonly sockets: SocketServer
  readonly faults: Faults
  readonly pacing: Pacing | undefined
  readonly setClockSkew: (seconds: number) => void
  /** Moves simulator time forward to a time. */
  readonly leap: (to: number) => void
  readonly nightReset: (options?: Partial<NightlyResetOptions>) => void
  readonly restart: (seconds: number) => Promise<void>
  readonly scenarios: { start(scenario: string): () => void; stop(): void }
}): SimulatorControls {
  const { state, entryPoint, sockets, faults, pacing, setClockSkew } = settings
  const { authentication, controls } = entryPoint
  function known(symbol: string) {
    const instrument = findInstrumentByName(symbol, state.now())
    if (instrument === undefined)
      throw new SimulatorError('UNKNOWN_SYMBOL', `${symbol} is not an instrument of the simulated market`)
    return instrument
  }
  return {
    ...controls,
    setClockSkew,
    dropSockets: (code) => sockets.drop(code),
    setLoggedIn: (loggedIn) => (loggedIn ? logIn(state) : authentication.endSession()),
    setCompeting: (competing) => state.session.setCompeting(competing),
    setContested: (contested) => state.session.setContested(contested),
    endBrokerageSession: () => state.session.closeBrokerage(),
    silenceOrders: (silent) => {
      sockets.streamSwitch.silent = silent
    },
    refuseOrderStreams: (times) => {
      sockets.streamSwitch.refusals = times
    },
    forgetAccounts: () => {
      state.session.warmUps().accountsRead = false
    },
    coolOrders: (reads) => {
      state.session.warmUps().coldOrderReads = reads
    },
    freezeOrderList: () => {
      state.session.warmUps().frozenOrders = state.orderStore.all()
    },
    bustFills: (orderId) => {
      if (!state.matching.bust(orderId)) throw new SimulatorError('WRONG_CONTROL', `Order ${orderId} has no fills`)
    },
    notify: (...notices) => sockets.announce(buildNotificationFrame(notices)),
    bulletin: (...bulletins) => sockets.announce(buildBulletinFrame(bulletins)),
    rotateSession: () => state.session.rotate(),
    competingLogin: (options) => startCompetingLogin(state, state.timers, options),
    nightReset: settings.nightReset,
    restart: (seconds = 0) => settings.restart(seconds),
    stateDigest: () => stateDigest(state),
    startScenario: (scenario) => settings.scenarios.start(scenario),
    stopScenarios: () => settings.scenarios.stop(),
    addOrder: ({ symbol, side, quantity, kind = 'LMT', price, tif = 'DAY' }) => {
      if (side !== 'BUY' && side !== 'SELL') throw wrongOrder('side BUY or SELL')
      if (!orderKinds.includes(kind)) throw wrongOrder(`kind ${orderKinds.join(', ')}`)
      if (!(quantity > 0)) throw wrongOrder('a quantity above 0')
      const instrument = known(symbol)
      if (isTradingOver(instrument, state.now())) throw wrongOrder(`a contract that still trades, not ${symbol}`)
      if (listOrderKinds(instrument).length === 0) throw wrongOrder(`an instrument that can be traded, not ${symbol}`)
      const draft = {
        instrument,
        side,
        quantity,
        kind,
        price,
        tif,
        auxPrice: undefined,
        outsideRth: false,
        clientOrderId: undefined,
      }
      if (kind !== 'MKT' && kind !== 'MOC' && price === undefined)
        throw new SimulatorError('PRICE_MISSING', `A ${kind} order needs a price`)
      return state.lifeCycle.submit(state.accounts.selected(), draft).id
    },
    promptNextOrder: (prompt) => state.orderHandler.prompts.arm(prompt),
    breakNextBracket: (fault) => state.orderHandler.armBracketFault(fault),
    shakeOrders: (count, working) => state.storm.shake(count, working),
    setPrice: (symbol, price) => {
      const instrument = known(symbol)
      const { pricing } = instrument
      if (pricing.kind === 'option') {
        const reason = `The price of ${symbol} follows from its underlying: set the price of ${pricing.underlying.symbol}`
        throw new SimulatorError('WRONG_CONTROL', reason)
      }
      state.market.setPrice(instrument, price)
    },
    setVolatility: (symbol, volatility) => {
      const instrument = known(symbol)
      const { pricing } = instrument
      const [family] = listOptionFamilies(pricing.kind === 'future' ? pricing.underlying.conid : instrument.conid)
      if (family === undefined) throw new SimulatorError('WRONG_CONTROL', `${symbol} is not an underlying of options`)
      if (!(volatility >= 0.01 && volatility <= 5))
        throw new SimulatorError('WRONG_CONTROL', `volatility is a number from 0.01 to 5, not ${volatility}`)
      state.market.setVolatility(family.underlying, volatility)
    },
    advanceTo: (time) => advanceTo(state, settings.leap, time.getTime()),
    assign: (symbol, contracts) => assignOptions(state, known(symbol), contracts),
    withholdMarketData: (symbol) => state.market.withhold(known(symbol)),
    setHalted: (symbol, isHalted) => state.market.setHalted(known(symbol), isHalted),
    socketCount: () => sockets.count(),
    faults,
    penaltyBox: () => pacing?.box.list() ?? [],
    releaseFromPenaltyBox: (address) => pacing?.box.release(address),
  }
}

/** Longest step of `advanceTo` in ms: five years. */
const longestAdvance = 5 * 365 * 86_400_000

/** Moves simulator time forward, from one opening or close to the next one, so that each happens at its own time. */
function advanceTo(state: SimulatorState, leap: (to: number) => void, time: number): void {
  const now = state.now()
  if (!(time > now)) {
    const given = Number.isNaN(time) ? 'an invalid date' : new Date(time).toISOString()
    throw new SimulatorError(
      'WRONG_CONTROL',
      `advanceTo takes a time after ${new Date(now).toISOString()}, not ${given}`,
    )
  }
  if (time - now > longestAdvance)
    throw new SimulatorError('WRONG_CONTROL', 'advanceTo moves by at most five years: advance in several steps')
  for (let next = findNextBoundary(now); next < time; next = findNextBoundary(next)) leap(next)
  leap(time)
}

function assignOptions(
  { accounts, settlement }: SimulatorState,
  contract: Instrument,
  asked: number | undefined,
): void {
  const option = findDeliverableOption(contract)
  const name = describeContract(contract)
  if (option === undefined) {
    const reason = contract.secType === 'OPT' ? 'it is settled in cash at its expiration' : 'it is no option'
    throw new SimulatorError('WRONG_CONTROL', `${name} cannot be assigned: ${reason}`)
  }
  const accountId = accounts.selected()
  const short = -accounts.get(accountId).position(contract).quantity
  if (short <= 0) throw new SimulatorError('WRONG_CONTROL', `${accountId} has no short position in ${name}`)
  const contracts = asked ?? short
  if (!Number.isInteger(contracts) || contracts < 1 || contracts > short)
    throw new SimulatorError('WRONG_CONTROL', `contracts is a whole number from 1 to ${short}, not ${contracts}`)
  settlement.assign(accountId, option, contracts)
}

/**
 * Simulates the browser login of a gateway: the read-only session begins, and the gateway then opens the brokerage
 * session.
 */
export function logIn(state: SimulatorState): void {
  if (state.mode !== 'gateway')
    throw new SimulatorError('NOT_A_GATEWAY', 'Only a gateway has a login; OAuth clients request a live session token')
  state.session.beginOuter()
  state.session.openBrokerage(true)
}

/**
 * Returns a digest of everything that requests can change: session, orders, executions, positions, cash, suppressed
 * questions, alerts, watchlists. Prices and time are excluded.
 */
function stateDigest(state: SimulatorState): string {
  const { session, orderStore, accounts, alerts, watchlists } = state
  const digested = {
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
      return [id, ledger?.currencies().map((currency) => [currency, ledger.cash(currency)]), positions]
    }),
  }
  return createHash('sha256').update(JSON.stringify(digested)).digest('hex')
}

function wrongOrder(wanted: string): SimulatorError {
  return new SimulatorError('WRONG_CONTROL', `addOrder needs ${wanted}`)
}
