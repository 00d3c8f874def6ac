import type { GuardRailsService } from '../guard-rails/guard-rails-service.ts'
import type { RequestRecorder } from '../history/sent-request.ts'
import type { HostContext } from '../host-context.ts'
import { describeOrderRequests } from '../orders/explorer-order-requests.ts'
import type { OrderFeed } from '../orders/order-feed.ts'
import type { PendingQuestion } from '../orders/pending-question.ts'
import type { HandlersOf } from '../rpc/service-types.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { SessionService } from '../session/session-service.ts'
import type { BodyMemoryBudget } from './body-memory-budget.ts'
import { RequestsService } from './requests-service.ts'
import type { SavedResponseBodies } from './saved-response-bodies.ts'

export interface RequestsNeeds {
  readonly session: SessionService
  readonly feed: OrderFeed
  readonly question: PendingQuestion
  readonly guardRails: GuardRailsService
  readonly bodies: Pick<SavedResponseBodies, 'save'>
  readonly budget: BodyMemoryBudget
  readonly unsent: UnsentRequests
  readonly record: RequestRecorder
}

export interface RequestsArea {
  readonly handlers: HandlersOf<'requests'>
}

/** Creates the explorer's requests of a profile in use. */
export function createRequests(_: HostContext, needs: RequestsNeeds): RequestsArea {
  const { session, feed, question, guardRails, bodies, budget, unsent, record } = needs
  const requests = new RequestsService(session, bodies, budget, question, unsent, guardRails, {
    record,
    onSent: (sent) => {
      for (const { text, ...about } of describeOrderRequests(sent)) feed.noteSent({ ...about, symbol: '' }, text)
    },
    explainInactive: (reasons) => feed.explainInactive(reasons),
    onOrdersFiltered: () => void feed.resync({ restoreDetails: true }),
    onLoggedOut: () => {
      session.timeline.note({ level: 'info', text: 'You logged out at IBKR. Connect to log in again.' })
      return session.disconnect()
    },
  })
  return {
    handlers: {
      'requests.send': ({ waitId, profileId, acknowledged, ...draft }, context) =>
        requests.send(draft, context, { waitId, profileId, acknowledged }),
      'requests.waiting': () => unsent.feed,
      'requests.withdraw': async ({ waitId }) => ({ withdrawn: unsent.withdraw(waitId) }),
      'requests.keepWaiting': async ({ waitId }) => ({ waiting: unsent.keepWaiting(waitId) }),
      'requests.estimate': async (input) => requests.estimate(input),
    },
  }
}
