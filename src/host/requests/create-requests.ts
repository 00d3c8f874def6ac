import type { FilesService } from '../files/files-service.ts'
import type { SentRequestListener } from '../history/sent-request.ts'
import type { HostContext } from '../host-context.ts'
import type { Orders } from '../orders/create-orders.ts'
import { describeExplorerRequest } from '../orders/sent-from-explorer.ts'
import type { HandlersOf } from '../rpc/services.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { SessionService } from '../session/session-service.ts'
import { BodyBudget } from './body-budget.ts'
import { RequestsService } from './requests-service.ts'
import type { SavedBodies } from './saved-bodies.ts'

export interface RequestsDeps {
  readonly session: SessionService
  readonly orders: Pick<Orders, 'feed' | 'question'>
  readonly bodies: SavedBodies
  readonly unsent: UnsentRequests
  readonly files: FilesService
  readonly onSent: SentRequestListener
}

/** Creates the explorer's requests, their responses and files. */
export function createRequests(
  { clock }: HostContext,
  { session, orders, bodies, unsent, files, onSent }: RequestsDeps,
): HandlersOf<'requests' | 'responses' | 'files'> {
  const { feed, question } = orders
  session.follow({ clear: () => bodies.clear() })
  const requests = new RequestsService(session, bodies, new BodyBudget(clock, bodies), question, unsent, {
    onSent: (sent) => {
      onSent(sent)
      for (const { text, ...about } of describeExplorerRequest(sent)) feed.noteSent({ ...about, symbol: '' }, text)
    },
    explainInactive: (reasons) => feed.explainInactive(reasons),
    onOrdersFiltered: () => void feed.resync({ restoreDetails: true }),
    onLoggedOut: () => {
      session.timeline.note({ level: 'info', text: 'You logged out at IBKR. Connect to log in again.' })
      return session.disconnect()
    },
  })
  return {
    'requests.send': ({ waitId, profileId, ...draft }, context) => requests.send(draft, context, { waitId, profileId }),
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
