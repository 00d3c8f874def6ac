import type { SavedResponseBodies } from '../files/saved-response-bodies.ts'
import type { RequestRecorder } from '../history/sent-request.ts'
import type { HostContext } from '../host-context.ts'
import type { OrderFeed } from '../orders/order-feed.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { HandlersOf } from '../service-types.ts'
import type { PendingQuestion } from '../session/pending-question.ts'
import type { SessionService } from '../session/session-service.ts'
import type { Gate } from '../trading/gate.ts'
import type { BodyMemoryBudget } from './body-memory-budget.ts'
import { RequestsService } from './requests-service.ts'

export interface RequestsNeeds {
  readonly session: SessionService
  readonly gate: Gate
  readonly feed: OrderFeed
  readonly question: PendingQuestion
  readonly bodies: Pick<SavedResponseBodies, 'save'>
  readonly budget: BodyMemoryBudget
  readonly unsent: UnsentRequests
  readonly record: RequestRecorder
}

export interface RequestsArea {
  readonly handlers: HandlersOf<'requests'>
}

/** Creates the explorer's requests of a profile in use. */
export function createRequests(_: HostContext, { feed, ...needs }: RequestsNeeds): RequestsArea {
  const { session, unsent } = needs
  const requests = new RequestsService({
    ...needs,
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
