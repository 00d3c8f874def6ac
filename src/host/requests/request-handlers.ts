import type { FilesService } from '../files/files-service.ts'
import type { Services } from '../rpc/services.ts'
import type { RequestsService } from './requests-service.ts'

/** The part of the contract that is about requests, their answers and files. */
export function requestHandlers(
  requests: RequestsService,
  files: FilesService,
): Pick<Services, Extract<keyof Services, `${'requests' | 'answers' | 'files'}.${string}`>> {
  return {
    'requests.send': ({ waitId, profileId, ...draft }, context) => requests.send(draft, context, { waitId, profileId }),
    'requests.waiting': () => requests.waiting.feed,
    'requests.withdraw': async ({ waitId }) => ({ withdrawn: requests.waiting.withdraw(waitId) }),
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
