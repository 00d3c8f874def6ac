import { aConid, anAccount, choice, integer, jsonBody, list, objectOf, text } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'

const accounts = list('acctIds!', 'Accounts to include.', anAccount, { minimumItems: 1, example: ['{{accountId}}'] })

/** Bodies and answers of the portfolio analyst. */
export const analystDetails: DetailsById = {
  'analyst.performance': {
    body: jsonBody(
      objectOf(
        accounts,
        choice('period!', 'How far back the figures go.', ['1D', '7D', 'MTD', '1M', 'YTD', '1Y'], {
          default: '1Y',
          meanings: { MTD: 'since the first of the month', YTD: 'since the first of January' },
        }),
      ),
    ),
    answer: { kind: 'object' },
  },
  'analyst.all-periods': { body: jsonBody(objectOf(accounts)), answer: { kind: 'map', keys: 'account, then period' } },
  'analyst.transactions': {
    body: jsonBody(
      objectOf(
        accounts,
        list('conids!', 'The contract; more than one is not answered.', aConid, {
          minimumItems: 1,
          maximumItems: 1,
          example: [265598],
        }),
        text('currency!', 'Currency of the amounts.', { format: 'currency', example: 'USD' }),
        integer('days', 'Days to look back.', { default: 90, minimum: 1 }),
      ),
    ),
    answer: { kind: 'object', rows: 'transactions' },
  },
  'analyst.allocation': { body: { kind: 'unknown' }, answer: { kind: 'unknown' } },
}
