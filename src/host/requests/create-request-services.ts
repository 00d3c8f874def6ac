import type { FilesService } from '../files/files-service.ts'
import type { GuardRailsService } from '../guard-rails/guard-rails-service.ts'
import type { RequestRecorder } from '../history/sent-request.ts'
import type { HostContext } from '../host-context.ts'
import type { OrderServices } from '../orders/create-order-services.ts'
import { describeOrderRequests } from '../orders/explorer-order-requests.ts'
import type { PendingQuestion } from '../orders/pending-question.ts'
import type { HandlersOf } from '../rpc/service-types.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { SessionService } from '../session/session-service.ts'
import { BodyMemoryBudget } from './body-memory-budget.ts'
import { RequestsService } from './requests-service.ts'
import type { SavedResponseBodies } from './saved-response-bodies.ts'

export interface RequestServicesDeps {
  readonly session: SessionService
  readonly orders: Pick<OrderServices, 'feed'>
  readonly question: PendingQuestion
  readonly guardRails: GuardRailsService
  readonly bodies: SavedResponseBodies
  readonly unsent: UnsentRequests
  readonly files: FilesService
  readonly record: RequestRecorder
}

/** Creates the explorer's requests, their responses and files. */
export function createRequestServices(
  { clock }: HostContext,
  { session, orders, question, guardRails, bodies, unsent, files, record }: RequestServicesDeps,
): HandlersOf<'requests' | 'responses' | 'files'> {
  const { feed } = orders
  session.follow({ clear: () => bodies.clear() })
  const budget = new BodyMemoryBudget(clock, bodies)
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
    'requests.send': ({ waitId, profileId, acknowledged, ...draft }, context) =>
      requests.send(draft, context, { waitId, profileId, acknowledged }),
    'requests.waiting': () => unsent.feed,
    'requests.withdraw': async ({ waitId }) => ({ withdrawn: unsent.withdraw(waitId) }),
    'requests.keepWaiting': async ({ waitId }) => ({ waiting: unsent.keepWaiting(waitId) }),
    'requests.estimate': async (input) => requests.estimate(input),
    'responses.body': async ({ responseId }) => ({ output: null, body: files.response(responseId).pieces }),
    'files.save': (input) => files.save(input),
    'files.piece': async (input) => files.addPiece(input),
    'files.open': () => files.open(),
  }
}
