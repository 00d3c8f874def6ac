import type { Clock } from '../../client/index.ts'
import type { NextPerformanceRequest, PerformanceView } from '../../shared/contract/account-views.ts'
import { readPerformance } from '../../shared/domain/performance.ts'
import type { StreamSource } from '../service-types.ts'
import { IN_BACKGROUND, type ReadSession } from '../session/read-session.ts'
import { describeRefusal, isUnsent } from './describe-refusal.ts'
import type { RareResponse, RareResponses } from './rare-responses.ts'

/** IBKR's limit, and a second more, because two clocks never run at exactly the same speed. */
const WINDOW_MS = 15 * 60_000 + 1_000
/** Pause in ms after a request that did not reach IBKR, which the limit does not count. */
const UNSENT_PAUSE_MS = 60_000
/** The period that contains all others. */
const LONGEST = '1Y'

type Listener = (items: readonly PerformanceView[]) => void

export interface PerformanceOptions {
  readonly clock: Clock
  readonly stored: RareResponses
  /** Returns the owner of the rate limit; undefined while no session is open. */
  readonly login: () => string | undefined
}

/**
 * Requests the returns of the accounts that windows show: one account every 15 minutes, because IBKR combines several
 * accounts into one series. The time of each request is stored before it is sent, so that a restart repeats none.
 */
export class PerformanceRequests {
  readonly #options: PerformanceOptions
  readonly #listeners = new Map<string, Set<Listener>>()
  #session: ReadSession | undefined
  /** What is known of each account of the login; undefined until it is read. */
  #known: Map<string, RareResponse> | undefined
  #sending: string | undefined
  /** Time before which no request is sent, because the last one did not reach IBKR. */
  #pausedUntil = 0
  #abort = new AbortController()
  #stopFollowing = (): void => undefined
  #cancelTimer = (): void => undefined

  constructor(options: PerformanceOptions) {
    this.#options = options
  }

  /** Returns the performance of an account as the source of one stream. */
  source(account: string): StreamSource<PerformanceView, PerformanceView> {
    return {
      snapshot: () => this.#view(account),
      subscribe: (push) => {
        const listeners = this.#listeners.get(account) ?? new Set()
        this.#listeners.set(account, listeners.add(push))
        this.#plan()
        return () => {
          listeners.delete(push)
          if (listeners.size === 0 && this.#listeners.get(account) === listeners) this.#listeners.delete(account)
        }
      },
    }
  }

  attach(session: ReadSession): void {
    this.detach()
    this.#session = session
    this.#abort = new AbortController()
    void this.#load(this.#abort.signal)
    this.#stopFollowing = session.onState(() => this.#plan())
  }

  /** Stops all requests and timers. */
  detach(): void {
    this.#abort.abort()
    this.#stopFollowing()
    this.#cancelTimer()
    this.#session = undefined
    this.#known = undefined
    this.#sending = undefined
    this.#pausedUntil = 0
    this.#announce()
  }

  async #load(signal: AbortSignal): Promise<void> {
    const { clock, login, stored } = this.#options
    const owner = login()
    if (owner === undefined) return
    const known = await stored.read(owner)
    if (signal.aborted) return
    const now = clock.now()
    // A clock that was set back must not prolong the wait.
    this.#known = new Map(
      [...known].map(([account, row]) => [account, { ...row, askedAt: Math.min(row.askedAt, now) }]),
    )
    this.#plan()
  }

  /** Sends the request that is due, or waits until one may be sent. */
  #plan(): void {
    const { clock } = this.#options
    this.#cancelTimer()
    const account = this.#sending === undefined ? this.#nextAccount() : undefined
    const allowedAt = this.#allowedAt()
    if (account !== undefined && this.#isReady && this.#known !== undefined) {
      const wait = allowedAt - clock.now()
      if (wait <= 0) void this.#send(account)
      else this.#cancelTimer = clock.after(wait, () => this.#plan())
    }
    this.#announce()
  }

  get #isReady(): boolean {
    return this.#session?.state.kind === 'ready'
  }

  /** Returns the visible account that was last requested the longest time ago. */
  #nextAccount(): string | undefined {
    const askedAt = (account: string): number => this.#known?.get(account)?.askedAt ?? 0
    return [...this.#listeners.keys()].sort((one, other) => askedAt(one) - askedAt(other))[0]
  }

  #lastRequest(): readonly [account: string, entry: RareResponse] | undefined {
    return [...(this.#known ?? [])].sort(([, one], [, other]) => other.askedAt - one.askedAt)[0]
  }

  /** Returns the time from which a request may be sent, in ms since epoch. */
  #allowedAt(): number {
    const now = this.#options.clock.now()
    // The explorer may have sent a request too.
    const paced = this.#session?.pacing.wait('POST', '/pa/performance').ms ?? 0
    return Math.max(now + paced, this.#pausedUntil, (this.#lastRequest()?.[1].askedAt ?? 0) + WINDOW_MS)
  }

  async #send(account: string): Promise<void> {
    const { clock, login, stored } = this.#options
    const [session, known, owner] = [this.#session, this.#known, login()]
    if (session === undefined || known === undefined || owner === undefined) return
    const { signal } = this.#abort
    const before: RareResponse = known.get(account) ?? { askedAt: 0 }
    const save = (entry: RareResponse): Promise<void> => {
      known.set(account, entry)
      return stored.save(owner, account, entry)
    }
    this.#sending = account
    await save({ ...before, askedAt: clock.now() })
    if (signal.aborted) return void save(before)
    const body = { acctIds: [account], period: LONGEST } as const
    const result = await session.request('POST /pa/performance', { body, signal, priority: 'low' }, IN_BACKGROUND).then(
      (response: unknown) => ({ response, read: readPerformance(account, response) }),
      (error: unknown) => ({ error }),
    )
    // IBKR counts a request between its first byte and its response.
    const askedAt = clock.now()
    if ('error' in result) {
      const unsent = isUnsent(result.error)
      if (unsent) this.#pausedUntil = askedAt + UNSENT_PAUSE_MS
      await save(unsent ? before : { ...before, askedAt, problem: describeRefusal(result.error) })
    } else {
      const { response, read } = result
      await save(
        read.kind === 'known'
          ? { askedAt, response: { body: response, at: askedAt } }
          : { ...before, askedAt, problem: read.message },
      )
    }
    if (signal.aborted) return
    this.#sending = undefined
    this.#plan()
  }

  #announce(): void {
    for (const [account, listeners] of this.#listeners) {
      const view = this.#view(account)
      for (const push of listeners) push([view])
    }
  }

  #view(account: string): PerformanceView {
    if (!this.#isReady || this.#known === undefined) return { kind: 'waiting' }
    const { askedAt, response, problem } = this.#known.get(account) ?? {}
    const read = response && readPerformance(account, response.body)
    return {
      kind: 'read',
      ...(response && read?.kind === 'known' && { values: { returns: read.returns, at: response.at } }),
      ...(problem !== undefined && askedAt !== undefined && { problem: { message: problem, at: askedAt } }),
      next: this.#next(account),
    }
  }

  #next(account: string): NextPerformanceRequest {
    if (this.#sending === account) return { kind: 'sent' }
    const [last, entry] = this.#lastRequest() ?? []
    const isOther = last !== account && (entry?.askedAt ?? 0) + WINDOW_MS > this.#options.clock.now()
    return { kind: 'waits', until: this.#allowedAt(), ...(last !== undefined && isOther && { after: last }) }
  }
}
