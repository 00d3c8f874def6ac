import { anyJson, integer, objectOf, text } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'

const unknown = { answer: { kind: 'unknown' } } as const

/** Bodies and answers of the restrictions on trading. Only the two POSTs are described anywhere. */
export const restrictionDetails: DetailsById = {
  'restrictions.apply': { body: { kind: 'jwt', shape: anyJson }, answer: { kind: 'object' } },
  'restrictions.verify': {
    body: {
      kind: 'jwt',
      shape: objectOf(
        text('userName!', 'Username that applied the restrictions.', { minimumLength: 1, maximumLength: 64 }),
        integer('requestId!', 'Id of the request.', { minimum: 1 }),
        text('payload!', 'The restrictions as bytes.', { format: 'base64' }),
      ),
    },
    answer: { kind: 'object' },
  },
  'restrictions.of-account': unknown,
  'restrictions.of-user': unknown,
  'restrictions.own': unknown,
  'restrictions.details': unknown,
  'restrictions.scope': unknown,
  'restrictions.list': unknown,
  'restrictions.lists': unknown,
}
