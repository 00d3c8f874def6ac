import type { RequestInput } from '../../client/index.ts'
import { classifyRequest } from '../../shared/catalogue/classify-request.ts'
import type { GuardRailCheck, GuardRailFinding } from '../../shared/contract/guard-rail-views.ts'
import type { QuoteView } from '../../shared/contract/ticket-views.ts'
import { GUARD_RAIL_NAMES, type GuardRails, isAnyRailOn, usualLimits } from '../../shared/domain/guard-rails.ts'
import type { Order } from '../../shared/domain/orders.ts'
import { HostError } from '../host-error.ts'
import { createOrderRequest } from '../order-requests/order-ticket.ts'
import type { SendCheck } from '../safety/not-sent-errors.ts'
import type { PendingQuestion, QuestionSubject } from '../session/pending-question.ts'
import { BY_PERSON, IN_BACKGROUND } from '../session/read-session.ts'
import type { SessionService } from '../session/session-service.ts'
import { bodyOf } from '../upstream/request-body.ts'
import { NOT_SENT_DETAIL } from '../upstream/upstream-error.ts'
import { Acknowledgements, contentOf, hasSeen, type SeenWarnings } from './acknowledgements.ts'
import { judgeExpired } from './judge-expired.ts'
import { describeUnusual, judgeOrders } from './judge-orders.ts'
import { contractOf } from './order-amounts.ts'
import { NO_FACTS, type OrderFacts } from './order-facts.ts'
import { type PendingOrder, readPendingOrders, toPending } from './pending-orders.ts'
import { ABOUT_PENDING, type FactsReader, type FactsToRead } from './read-facts.ts'
import { type OrderContent, type OutgoingOrder, type OutgoingRequest, readOrders } from './read-orders.ts'
import type { RecentOrders } from './recent-orders.ts'
import type { SentOrders } from './sent-orders.ts'
import type { StoredGuardRails } from './stored-guard-rails.ts'

export interface GuardRailsOptions {
  readonly stored: Pick<StoredGuardRails, 'of'>
  readonly recent: RecentOrders
  readonly sent: SentOrders
  readonly orderList: {
    /** Returns IBKR's order list, undefined if it is not up to date. */
    readonly current: () => readonly Order[] | undefined
    /** Time when it was requested, in ms since epoch; undefined before the first one. */
    readonly requestedAt: () => number | undefined
    /** Reports whether the list has all orders of an account. */
    readonly covers: (account: string) => boolean
  }
  readonly session: Pick<SessionService, 'profile'>
  readonly question: PendingQuestion
  readonly facts: FactsReader
  /** Throws a HostError if the profile sends no orders, because they cannot be journaled. */
  readonly requireJournal: SendCheck
}

/** What a result says about its request. */
interface SendOutcome {
  readonly kind: 'accepted' | 'question' | 'rejected' | 'not-sent' | 'unknown'
  readonly response?: { readonly head: { readonly status: number } } | undefined
}

/** Orders in a request, after a reply was replaced by the orders of its question. */
type Content = Exclude<OrderContent, { readonly kind: 'reply' | 'none' }>

interface Judged {
  readonly content: Content
  /** Whether the request confirms orders that were already counted. */
  readonly isReply: boolean
  /** Identifies profile, path and orders. */
  readonly key: string
}

/**
 * Checks every request that can send an order against the limits of a profile in use: once before it is accepted,
 * and again right before its first byte leaves, with the limits of that time.
 */
export class GuardRailsService {
  readonly #options: GuardRailsOptions
  readonly #acknowledgements = new Acknowledgements()

  constructor(options: GuardRailsOptions) {
    this.#options = options
  }

  /**
   * Checks a request before it is sent. The returned function checks it again, and has to be called when the first byte
   * leaves. `acknowledged` is the acknowledgement of its review.
   * @throws HostError `guard-rail-refused`, `guard-rail-warning`, `not-journaled`
   */
  async prepare(
    request: OutgoingRequest,
    { acknowledged, signal }: { readonly acknowledged?: string | undefined; readonly signal: AbortSignal },
  ): Promise<SendCheck> {
    const judged = this.#read(request)
    if (judged === undefined) return () => undefined
    const { requireJournal } = this.#options
    requireJournal()
    // A read would void the question of a reply.
    const reads = { mayRead: !judged.isReply, by: BY_PERSON, signal }
    const facts = await this.#facts(judged, this.#rails(), reads)
    const used = this.#acknowledgements.use(acknowledged, judged.key)
    // Warnings that were acknowledged for an order are also acknowledged for its question.
    const seen = used ?? (judged.isReply ? this.#acknowledgements.sentWith(judged.key) : undefined)
    this.#demand(judged, facts, seen)
    return () => {
      requireJournal()
      // The currency of the limits may have changed since, and the loss may have grown.
      this.#demand(judged, { ...facts, ...this.#options.facts.money(this.#rails().currency) }, seen)
      if (!judged.isReply) this.#count(judged.content)
      const { content, isReply, key } = judged
      if (content.kind === 'orders') this.#options.sent.add(key, content.orders, { isReply })
    }
  }

  /**
   * Judges a request for its review. Sends nothing but reads, and without `readsFacts` or while an order question is
   * open nothing at all.
   */
  async check(request: OutgoingRequest, readsFacts: boolean, signal: AbortSignal): Promise<GuardRailCheck> {
    const judged = this.#read(request)
    if (judged === undefined) return { findings: [] }
    const { content, key } = judged
    const rails = this.#rails()
    const usual = usualLimits(rails)
    const reads = { mayRead: readsFacts && !judged.isReply, by: IN_BACKGROUND, signal }
    // The usual limits read the contract, so that an expired one is found although every limit is off.
    const usualFacts = await this.#facts(judged, usual, reads)
    const facts = await this.#facts(judged, rails, reads)
    const findings = this.#judge(judged, rails, facts)
    const orders = content.kind === 'orders' ? content.orders : []
    // An order far beyond what is usual never looks harmless, even if the user has turned the limit off.
    const unusual = judgeOrders(usual, { orders, countInMinute: 0, pending: undefined }, usualFacts, describeUnusual)
    const warnings = findings.filter(({ action }) => action === 'warn')
    const mayBeSent = warnings.length > 0 && warnings.length === findings.length
    const contract = valuedContract(orders[0], facts) ?? valuedContract(orders[0], usualFacts)
    return {
      findings: [...findings, ...unusual.map((finding): GuardRailFinding => ({ ...finding, action: 'off' }))],
      ...(mayBeSent && { acknowledgement: this.#acknowledgements.offer(key, rails, warnings) }),
      ...(contract && { contract }),
    }
  }

  /** Checks a socket message, which is sent at once and has no review. Only a limit that is on can refuse it. */
  checkSocketText(text: string): void {
    const key = contentOf(this.#options.session.profile.id, 'socket', text)
    const content: Content = { kind: 'unreadable', reason: 'The socket message can move positions.' }
    this.#options.requireJournal()
    this.#demand({ content, isReply: false, key }, NO_FACTS, undefined)
  }

  /**
   * Stops counting the orders of a request that IBKR has rejected, or whose question was declined. A reply that only
   * exceeded the rate limit leaves its question open.
   * @param asked what the question is about, for a reply
   */
  noteResult(request: OutgoingRequest, { kind, response }: SendOutcome, asked?: QuestionSubject): void {
    const isDeclined = asked !== undefined && kind === 'accepted' && readOrders(request).kind === 'none'
    const isRejected = kind === 'rejected' && (asked === undefined || response?.head.status !== 429)
    if (!isDeclined && !isRejected) return
    const judged = this.#read(asked === undefined ? request : requestOfSubject(asked))
    if (judged !== undefined) this.#options.sent.dropNewest(judged.key)
  }

  /** Uses a quote that was read for another purpose, such as the ticket. */
  noteQuote(quote: QuoteView): void {
    this.#options.facts.noteQuote(quote)
  }

  /** Uses the response about a contract that was read for another purpose, such as the ticket. */
  noteContract(conid: number, body: unknown): void {
    this.#options.facts.noteContract(conid, body)
  }

  #rails(): GuardRails {
    return this.#options.stored.of(this.#options.session.profile)
  }

  /** Reads the orders that a request sends. Undefined if it sends none. */
  #read(request: OutgoingRequest): Judged | undefined {
    const content = readOrders(request)
    if (content.kind !== 'reply') return this.#judged(request, content, false)
    const subject = this.#options.question.about(content.replyId)
    const asked = subject && requestOfSubject(subject)
    const about = asked && readOrders(asked)
    if (asked && about && about.kind !== 'reply') return this.#judged(asked, about, true)
    return this.#judged(request, { kind: 'unreadable', reason: UNKNOWN_QUESTION }, false)
  }

  #judged(
    request: OutgoingRequest,
    content: Exclude<OrderContent, { readonly kind: 'reply' }>,
    isReply: boolean,
  ): Judged | undefined {
    if (content.kind === 'none') return undefined
    const path = classifyRequest(request).canonicalPath ?? request.path
    const orders = content.kind === 'orders' ? content.key : (request.body ?? '')
    return { content, isReply, key: contentOf(this.#options.session.profile.id, path, orders) }
  }

  async #facts({ content }: Judged, rails: GuardRails, reads: FactsToRead): Promise<OrderFacts> {
    if (content.kind !== 'orders') return NO_FACTS
    // Without limits, what is known already is enough for `judgeExpired`.
    if (!isAnyRailOn(rails)) {
      return {
        ...(await this.#options.facts.read(content.orders, rails, { ...reads, mayRead: false })),
        filled: new Map(),
      }
    }
    const listed = this.#options.orderList.current() ?? []
    const options = rails.nakedShorts.action === 'off' ? [] : readPendingOrders(listed)
    const legs = options.flatMap((each) => (each.isNoOption ? [] : (each.legs ?? [])))
    const others = legs.map(({ conid }) => conid)
    const facts = await this.#options.facts.read(content.orders, rails, { ...reads, others })
    // Fills that the positions contain, if they are read after this list.
    const filled = reads.mayRead
      ? listed.flatMap((each) => (each.filled ? [[each.orderId, each.filled] as const] : []))
      : []
    return { ...facts, filled: new Map(filled) }
  }

  /**
   * Returns the orders that may fill besides these; undefined if the list may lack some. `asked`: the key of their request, if
   * a question about it is open.
   */
  #pending(orders: readonly OutgoingOrder[], facts: OrderFacts, asked?: string): readonly PendingOrder[] | undefined {
    const { orderList } = this.#options
    const listed = orderList.current()
    const isCovered = orders.every(({ account }) => account === undefined || orderList.covers(account))
    if (listed === undefined || !isCovered) return undefined
    const replaced = new Set(orders.flatMap(({ changedOrderId }) => changedOrderId ?? []))
    const since = (account = ''): number => facts.positions.get(account)?.at ?? Number.POSITIVE_INFINITY
    const list = { orders: listed, requestedAt: orderList.requestedAt() }
    const missing = this.#options.sent.missing(list, since, { asked, replaced })
    const others = listed.filter(({ orderId }) => !missing.counted.has(orderId) && !replaced.has(orderId))
    return [...readPendingOrders(others), ...missing.orders.map(({ order, request }) => toPending(order, request))]
  }

  /** @throws HostError if the request exceeds a limit that refuses, or one that warns and was not acknowledged */
  #demand(judged: Judged, facts: OrderFacts, seen: SeenWarnings | undefined): void {
    const rails = this.#rails()
    const findings = this.#judge(judged, rails, facts)
    const refusals = findings.filter(({ action }) => action === 'refuse')
    if (refusals.length > 0) throw createError('guard-rail-refused', refusals)
    const unseen = findings.filter((finding) => !hasSeen(seen, finding, rails))
    if (unseen.length > 0) throw createError('guard-rail-warning', unseen)
  }

  #judge({ content, isReply, key }: Judged, rails: GuardRails, facts: OrderFacts): readonly GuardRailFinding[] {
    if (content.kind === 'unreadable') return judgeUnreadable(rails, content.reason)
    const { orders } = content
    // With thousands of orders, matching the list with what was sent takes time.
    const needsPending = ABOUT_PENDING.some((name) => rails[name].action !== 'off')
    const pending = needsPending ? this.#pending(orders, facts, isReply ? key : undefined) : []
    // The orders of a question were counted when they were sent.
    const countInMinute = isReply ? 0 : this.#recentCount + orders.length
    return [...judgeExpired(orders, facts), ...judgeOrders(rails, { orders, countInMinute, pending }, facts)]
  }

  get #recentCount(): number {
    const { recent, session } = this.#options
    return recent.count(session.profile.id)
  }

  #count(content: Content): void {
    const { recent, session } = this.#options
    recent.add(session.profile.id, content.kind === 'orders' ? content.orders.length : 1)
  }
}

function valuedContract(order: OutgoingOrder | undefined, facts: OrderFacts): GuardRailCheck['contract'] {
  const { currency, pointValue, assetClass } = (order && contractOf(order, facts)) ?? {}
  if (currency === undefined || pointValue === undefined) return undefined
  return { currency, pointValue, ...(assetClass !== undefined && { assetClass }) }
}

const UNKNOWN_QUESTION = 'This console did not send the order that IBKR’s question is about.'

/** Returns the request that raised an order question. */
function requestOfSubject(subject: QuestionSubject): OutgoingRequest {
  return subject.kind === 'request' ? subject.request : outgoingOf(createOrderRequest(subject))
}

/** Returns a request as it will be sent. */
export function outgoingOf(input: RequestInput): OutgoingRequest {
  const { method = 'GET', path } = input
  const body = bodyOf(input)
  return { method, path, ...(body !== undefined && { body }) }
}

/** Judges a request whose orders cannot be read: the strictest action of all limits decides. */
function judgeUnreadable(rails: GuardRails, reason: string): readonly GuardRailFinding[] {
  const actions = GUARD_RAIL_NAMES.map((name) => rails[name].action)
  const action = actions.includes('refuse') ? 'refuse' : actions.includes('warn') ? 'warn' : undefined
  if (action === undefined) return []
  const remedy = 'Correct it, or turn the limits off.'
  const message = `This request cannot be checked: ${reason} ${remedy}`
  return [{ rail: 'unreadable', action, message }]
}

function createError(
  code: 'guard-rail-refused' | 'guard-rail-warning',
  findings: readonly GuardRailFinding[],
): HostError {
  const reasons = findings.map(({ message }) => message).join(' ')
  const next = code === 'guard-rail-warning' ? ' To send it, accept the warning in its review.' : ''
  return new HostError(code, `Not sent: ${reasons}${next}`, {
    detail: { ...NOT_SENT_DETAIL, findings },
    retryable: false,
  })
}
