import type { RequestDraft } from '../../shared/contract/schemas.ts'
import type { GuardRails } from '../../shared/domain/guard-rails.ts'
import { loosensRails } from '../../shared/domain/guard-rails.ts'
import type { ProfitRow } from '../../shared/domain/profit.ts'
import type { AccountFeed } from '../account/account-feed.ts'
import type { ContractsService } from '../contracts/contracts-service.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import { createOrderRequest } from '../orders/order-ticket.ts'
import type { PendingQuestion } from '../orders/pending-question.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import { buildRequest } from '../requests/build-request.ts'
import { outgoing } from '../requests/requests-service.ts'
import type { HandlersOf } from '../rpc/service-types.ts'
import { quoteForDialog, type UserConfirmation } from '../safety/user-confirmation.ts'
import type { SessionService } from '../session/session-service.ts'
import { NOT_SENT_DETAIL } from '../upstream/upstream-error.ts'
import { describeLoosening } from './describe-loosening.ts'
import { GuardRailsService, outgoingOf } from './guard-rails-service.ts'
import { FactsReader } from './read-facts.ts'
import { StoredGuardRails } from './stored-guard-rails.ts'

/** Maximum age in ms of the daily profit and loss. */
const PROFIT_AGE_MS = 60_000

export interface GuardRailsDeps {
  readonly list: ProfileList
  readonly session: SessionService
  readonly confirmation: UserConfirmation
  readonly contracts: ContractsService
  readonly question: PendingQuestion
  readonly profit: AccountFeed<ProfitRow>
  /** Returns why orders cannot be journaled, undefined if they can. */
  readonly journalProblem: () => string | undefined
}

export interface GuardRailsArea {
  readonly service: GuardRailsService
  readonly stored: StoredGuardRails
  readonly handlers: HandlersOf<'guardRails'>
}

/** Creates the guard rails: their file, their checks, and the profit and loss that they need. */
export function createGuardRails(context: HostContext, deps: GuardRailsDeps): GuardRailsArea {
  const { list, session, confirmation, contracts, question, profit, journalProblem } = deps
  const { clock } = context
  const stored = new StoredGuardRails({ context, profiles: () => list.profiles })
  const facts = new FactsReader({
    clock,
    session: () => session.openSession,
    quote: (conid, signal, options) => contracts.quote(conid, signal, options),
    profit: () => profit.rowsWithin(PROFIT_AGE_MS),
  })
  const requireJournal = (): void => {
    const problem = session.countsAsLive(session.profile) ? journalProblem() : undefined
    if (problem !== undefined) throw createNotJournaledError(problem)
  }
  const service = new GuardRailsService({ clock, stored, session, question, facts, requireJournal })

  // Reads the profit and loss only while a limit needs it.
  let stopProfit: (() => void) | undefined
  const watchProfit = (): void => {
    const isNeeded = stored.of(session.profile).dailyLoss.action !== 'off'
    if (isNeeded) stopProfit ??= profit.feed.subscribe(() => undefined)
    else {
      stopProfit?.()
      stopProfit = undefined
    }
  }
  const reset = (): void => {
    facts.clear()
    watchProfit()
  }
  session.follow({ attach: reset, clear: reset })
  list.feed.subscribe(() => stored.feed.push([stored.view()]))

  const change = async (profileId: string, rails: GuardRails, signal: AbortSignal): Promise<null> => {
    const profile = list.find(profileId)
    const before = stored.of(profile)
    if (session.countsAsLive(profile) && loosensRails(before, rails)) {
      const changes = describeLoosening(before, rails)
      const text = `Loosen the guard rails: ${changes}. Profile ${quoteForDialog(profile.name)}.`
      await confirmation.confirm({ kind: 'loosen-guard-rails', text }, signal)
      // The confirmed text describes this change only. The profile may also have been deleted meanwhile.
      if (JSON.stringify(stored.of(list.find(profileId))) !== JSON.stringify(before))
        throw new HostError('cancelled', 'Not changed: the guard rails were changed before you confirmed. Try again.')
    }
    try {
      stored.change(profileId, rails)
    } finally {
      // Also after an error: it may have made the limits stricter.
      watchProfit()
    }
    return null
  }

  const requestOf = (request: RequestDraft) => outgoing(buildRequest(request))
  return {
    service,
    stored,
    handlers: {
      'guardRails.feed': () => stored.feed,
      'guardRails.change': ({ profileId, rails }, { signal }) => change(profileId, rails, signal),
      'guardRails.check': async (input, { signal }) =>
        service.check(
          input.kind === 'ticket' ? outgoingOf(createOrderRequest(input)) : requestOf(input.request),
          input.mayRead ?? true,
          signal,
        ),
    },
  }
}

const createNotJournaledError = (reason: string): HostError =>
  new HostError(
    'not-journaled',
    `Not sent: a LIVE profile sends no orders that cannot be journaled, only cancels. ${reason}`,
    { detail: NOT_SENT_DETAIL, retryable: false },
  )
