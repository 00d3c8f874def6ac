import type { ContractNames } from '../../shared/domain/contract-name.ts'
import type { OrderLookup, UnknownOrderReason } from '../../shared/domain/order-lookup.ts'
import type { Order } from '../../shared/domain/orders.ts'
import { linkSignals } from '../abort-signals.ts'
import { anAbortSignal, aString, checkOptionNames, checkOptions, type OptionKind } from '../check-options.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { Pacing } from '../pacing/pacing.ts'
import { mergeOrder } from './merge-order.ts'
import { type OrderList, orderListRequest, parseOrderList } from './order-list.ts'
import type { OrderReader } from './read-order.ts'
import { readOrderRow } from './read-order-row.ts'

/** Options of `session.findOrders`. */
export interface FindOrdersOptions {
  /** The account that the orders were sent for. Default: the selected account, whose orders IBKR lists. */
  readonly account?: string
  /** Ends the search with `aborted`. */
  readonly signal?: AbortSignal
}

const FIND_ORDERS_OPTIONS: Readonly<Record<keyof FindOrdersOptions, OptionKind>> = {
  account: aString,
  signal: anAbortSignal,
}

/** The parts of a session that a search for orders uses. */
export interface FindOrdersDeps {
  /** The session for reads that wait for open order questions. */
  readonly session: OrderReader
  readonly hasOpenQuestion: () => boolean
  readonly clock: Pick<Clock, 'now' | 'after'>
  readonly pacing: Pick<Pacing, 'estimate'>
  /** Names of the contracts of the session. */
  readonly names: ContractNames
  /** Aborts when the session is closed. */
  readonly closing: AbortSignal
}

/** Time in ms after which a search gives up. IBKR allows one order list in five seconds. */
const SEARCH_MS = 15_000
/** Time in ms between two attempts while no list can be read. */
const RETRY_MS = 500
/** Longest wait in ms for a cached list. With a longer one, the two reads after it would come too late. */
const QUICK_MS = 1_000

const CHECK_LIST = 'Check them in the order list.'

/** Searches for orders by their client order ids: see `SessionSupervisor.findOrders`. */
export async function findOrders(
  deps: FindOrdersDeps,
  references: readonly string[],
  options: FindOrdersOptions = {},
): Promise<readonly OrderLookup[]> {
  checkOptions('findOrders()', options, FIND_ORDERS_OPTIONS)
  checkOptionNames('findOrders()', options, FIND_ORDERS_OPTIONS, 'reject')
  if (!Array.isArray(references) || references.some((reference) => typeof reference !== 'string' || reference === '')) {
    throw new IbkrError('config-invalid', 'findOrders() takes a list of client order ids (cOID), which are not empty.')
  }
  if (options.account === '') throw new IbkrError('config-invalid', 'The option account of findOrders() is empty.')
  if (references.length === 0) return []
  const search = new OrderSearch(deps, references, options.account)
  const tooLate = new AbortController()
  const cancelTimer = deps.clock.after(SEARCH_MS, () => tooLate.abort())
  const link = linkSignals(deps.closing, options.signal, tooLate.signal)
  try {
    await search.run(link.signal)
  } catch (cause) {
    if (deps.closing.aborted) {
      throw new IbkrError('client-closed', 'The session was closed during the search for orders.', { cause })
    }
    if (options.signal?.aborted) throw new IbkrError('aborted', 'The search for orders was aborted.', { cause })
    if (!tooLate.signal.aborted) throw cause
    if (deps.hasOpenQuestion()) search.noteOpenQuestion()
  } finally {
    cancelTimer()
    link.release()
  }
  return references.map((reference) => search.resultOf(reference))
}

/** The list from which a search concludes that an order is missing. */
interface ConclusiveList extends OrderList {
  readonly account: string | undefined
  readonly otherAccounts: readonly string[]
  readonly readAt: number
}

/** Thrown by `beforeSend` while a list would be meaningless. */
class SessionNotReady extends Error {}

class OrderSearch {
  readonly #deps: FindOrdersDeps
  readonly #references: readonly string[]
  readonly #account: string | undefined
  /** All listed orders by order id, with their newest rows. */
  readonly #orders = new Map<string, Order>()
  #conclusive: ConclusiveList | undefined
  #obstacle: { readonly reason: UnknownOrderReason; readonly text: string } = {
    reason: 'no-complete-list',
    text: 'IBKR’s lists were incomplete',
  }

  constructor(deps: FindOrdersDeps, references: readonly string[], account: string | undefined) {
    this.#deps = deps
    this.#references = references
    this.#account = account
  }

  /**
   * Reads lists until one is conclusive. IBKR's cached list may be older than an order, so a list is conclusive only
   * after a read that clears the cache. A cached list that contains the orders saves these five seconds.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { method = 'GET', path } = orderListRequest()
    if (this.#deps.pacing.estimate(method, path, 'high') <= QUICK_MS) {
      await this.#read(signal)
      if (this.#references.every((reference) => this.#withReference(reference).length > 0)) return
    }
    let isCacheCleared = false
    while (this.#conclusive === undefined) {
      const list = await this.#read(signal, { force: !isCacheCleared })
      if (list === undefined) await this.#pause(signal)
      else if (!isCacheCleared) isCacheCleared = true
      else if (list.isCollected || list.isTruncated) this.#conclusive = list
      else await this.#pause(signal)
    }
  }

  resultOf(reference: string): OrderLookup {
    const [order, ...others] = this.#withReference(reference)
    if (order !== undefined && others.length === 0) {
      const children = [...this.#orders.values()].filter(({ parentId }) => parentId === order.orderId)
      return { kind: 'found', reference, order, children }
    }
    const unknown = (reason: UnknownOrderReason, message: string, orders: readonly Order[] = []): OrderLookup => {
      return { kind: 'unknown', reference, reason, message, orders }
    }
    if (order !== undefined) {
      const orders = [order, ...others]
      const ids = orders.map(({ orderId }) => orderId).join(', ')
      return unknown(
        'several-orders',
        `Several orders have the client order id ${reference}: ${ids}. ${CHECK_LIST}`,
        orders,
      )
    }
    const list = this.#conclusive
    if (list === undefined) {
      const { reason, text } = this.#obstacle
      return unknown(reason, `No complete order list was read within ${SEARCH_MS / 1_000} s: ${text}.`)
    }
    const { account, isTruncated, otherAccounts, readAt, rows } = list
    const listed = account === undefined ? 'the order list' : `the order list of account ${account}`
    if (isTruncated) return unknown('list-truncated', `IBKR truncated ${listed} at ${rows.length} orders.`)
    if (otherAccounts.length === 0) return { kind: 'not-found', reference, account, readAt }
    const advice = `Search the account that the order was sent for, which may be ${otherAccounts.join(' or ')}.`
    return unknown('other-accounts', `The order is not in ${listed}. ${advice}`)
  }

  /** Records that a question has delayed the search until its end. */
  noteOpenQuestion(): void {
    this.#obstacle = { reason: 'question-open', text: 'an order question of IBKR is open, which a read would void' }
  }

  #withReference(reference: string): readonly Order[] {
    return [...this.#orders.values()].filter(({ orderReference }) => orderReference === reference)
  }

  /** Reads one list as soon as possible; undefined if the response is no list, or if the session was lost meanwhile. */
  async #read(signal: AbortSignal, { force = false } = {}): Promise<ConclusiveList | undefined> {
    const { clock, session } = this.#deps
    for (;;) {
      signal.throwIfAborted()
      const selected = this.#selectedAccount()
      const account = this.#account ?? selected
      const accountId = account === selected ? undefined : account
      try {
        const input = { ...orderListRequest({ accountId, force, signal }), priority: 'high' } as const
        const body = await session.request({ ...input, beforeSend: () => this.#demandReady() })
        const list = parseOrderList(body)
        // A session without its brokerage session gets empty lists.
        if (list === undefined || session.state.kind !== 'ready') return undefined
        this.#add(list.rows)
        const { accounts } = session.state.accounts
        const otherAccounts = this.#account === undefined ? accounts.filter((each) => each !== account) : []
        return { ...list, account, otherAccounts, readAt: clock.now() }
      } catch (error) {
        const isDefect = !(error instanceof SessionNotReady) && !(error instanceof IbkrError)
        // A question refuses the search only inside the function that decides on the question.
        if (signal.aborted || isDefect || IbkrError.is(error, 'config-invalid', 'question-open')) throw error
        this.#noteFailure(error)
        await this.#pause(signal)
      }
    }
  }

  /** Throws if the response to a read would be meaningless. */
  #demandReady(): void {
    if (this.#deps.session.state.kind !== 'ready') throw new SessionNotReady()
  }

  #selectedAccount(): string | undefined {
    const { state } = this.#deps.session
    return state.kind === 'ready' ? state.accounts.selected : undefined
  }

  #add(rows: readonly unknown[]): void {
    for (const row of rows) {
      const parsed = readOrderRow(row)
      if (parsed === undefined) continue
      const { names, clock } = this.#deps
      const order = mergeOrder(undefined, parsed, { names, now: clock.now() })?.order
      if (order !== undefined) this.#orders.set(parsed.orderId, order)
    }
  }

  #noteFailure(error: unknown): void {
    const text = error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
    const isNotReady = error instanceof SessionNotReady
    this.#obstacle = {
      reason: 'no-complete-list',
      text: isNotReady ? `the session is ${this.#deps.session.state.kind}` : text,
    }
  }

  #pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        cancelTimer()
        signal.removeEventListener('abort', end)
        resolve()
      }
      const cancelTimer = this.#deps.clock.after(RETRY_MS, end)
      signal.addEventListener('abort', end)
    })
  }
}
