import { flag, jsonBody, objectOf } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'

/** Bodies and answers of the session. */
export const sessionDetails: DetailsById = {
  'session.init': {
    body: jsonBody(
      objectOf(
        flag('publish', 'Leave it true. IBKR documents a 500 for false, but the live API accepts it.', {
          default: true,
          example: true,
        }),
        flag('compete', 'Throw another login of the same username out, such as your own TWS.', { default: false }),
      ),
    ),
    answer: { kind: 'object' },
  },
  'session.status': { answer: { kind: 'object' } },
  'session.tickle': { answer: { kind: 'object' } },
  'session.validate': { answer: { kind: 'object' } },
  'session.logout': { answer: { kind: 'object' } },
  'session.socket': { answer: { kind: 'empty' } },
}
