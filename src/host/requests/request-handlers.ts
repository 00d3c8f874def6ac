import type { FilesService } from '../files/files-service.ts'
import type { Services } from '../rpc/services.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { RequestsService } from './requests-service.ts'

/** The part of the contract that is about requests, their answers and files. */
export function requestHandlers(
  requests: RequestsService,
  unsent: UnsentRequests,
  files: FilesService,
): Pick<Services, Extract<keyof Services, `${'requests' | 'answers' | 'files'}.${string}`>> {
  return {
    'requests.send': ({ waitId, profileId, ...draft }, context) => requests.send(draft, context, { waitId, profileId }),
    'requests.waiting': () => unsent.feed,
    'requests.withdraw': async ({ waitId }) => ({ withdrawn: unsent.withdraw(waitId) }),
    'requests.keepWaiting': async ({ waitId }) => ({ waiting: unsent.keepWaiting(waitId) }),
    'requests.estimate': async (input) => requests.estimate(input),
    'answers.body': async ({ answerId }) => ({ output: null, body: files.answer(answerId).pieces }),
    'files.save': (input) => files.save(input),
    'files.piece': async (input) => {
      files.addPiece(input)
      return null
    },
    'files.open': () => files.open(),
  }
}
