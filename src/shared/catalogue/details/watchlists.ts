import { integer, jsonBody, list, objectOf, text } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'

/** Bodies and answers of the watchlists. */
export const watchlistDetails: DetailsById = {
  'watchlists.list': { answer: { kind: 'object', rows: 'data.user_lists' } },
  'watchlists.read': { answer: { kind: 'object', rows: 'instruments' } },
  'watchlists.save': {
    body: jsonBody(
      objectOf(
        text('id!', 'Your own number for the list; an id in use is overwritten.', {
          pattern: '[0-9]+',
          example: '1234',
        }),
        text('name!', 'Name as TWS and the portal show it.', { example: 'My list' }),
        list(
          'rows!',
          'The rows from top to bottom; the same contract once only.',
          objectOf(
            integer('C', 'Contract id of the row.', { format: 'conid' }),
            text('H', 'Empty text: a blank row instead of a contract.'),
          ),
        ),
      ),
    ),
    answer: { kind: 'object', rows: 'instruments' },
  },
  'watchlists.delete': { answer: { kind: 'object' } },
}
