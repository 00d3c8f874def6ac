import { accountShape, choice, conidShape, integer, jsonBody, list, objectOf, text } from '../define-fields.ts'
import type { DetailsById } from '../operation-details.ts'

const account = (name: string) =>
  jsonBody(objectOf(text(name, 'Account for the following calls.', { format: 'accountId', example: '{{accountId}}' })))

/** Bodies and responses of the account operations. */
export const accountDetails: DetailsById = {
  'accounts.list': { response: { kind: 'object', rows: 'accounts' } },
  'accounts.select': { body: account('acctId!'), response: { kind: 'object' } },
  'accounts.pnl': { response: { kind: 'map', keys: 'upnl, then account and model' } },
  'accounts.search-dynamic': { response: { kind: 'object', rows: 'matchedAccounts' } },
  'accounts.select-dynamic': { body: account('acctId!'), response: { kind: 'object' } },
  'accounts.owners': { response: { kind: 'object', rows: 'users' } },
  'accounts.summary': { response: { kind: 'object' } },
  'accounts.summary-funds': { response: { kind: 'object' } },
  'accounts.summary-balances': { response: { kind: 'object' } },
  'accounts.summary-margins': { response: { kind: 'object' } },
  'accounts.summary-market-value': { response: { kind: 'map', keys: 'currency' } },
}

/** Responses of the portfolio operations. Their only POST has no body. */
export const portfolioDetails: DetailsById = {
  'portfolio.accounts': { response: { kind: 'objects' } },
  'portfolio.subaccounts': { response: { kind: 'objects' } },
  'portfolio.subaccounts-paged': { response: { kind: 'object', rows: 'subaccounts' } },
  'portfolio.meta': { response: { kind: 'object' } },
  'portfolio.positions': { response: { kind: 'objects' } },
  'portfolio.positions-fresh': { response: { kind: 'objects' } },
  'portfolio.position': { response: { kind: 'objects' } },
  'portfolio.position-everywhere': { response: { kind: 'map', keys: 'account' } },
  'portfolio.combos': { response: { kind: 'objects' } },
  'portfolio.invalidate': { response: { kind: 'object' } },
  'portfolio.summary': { response: { kind: 'map', keys: 'figure' } },
  'portfolio.ledger': { response: { kind: 'map', keys: 'currency' } },
  'portfolio.allocation': { response: { kind: 'object' } },
}

const accounts = list('acctIds!', 'Accounts to include.', accountShape, { minimumItems: 1, example: ['{{accountId}}'] })

/** Bodies and responses of the portfolio analyst operations. */
export const analystDetails: DetailsById = {
  'analyst.performance': {
    body: jsonBody(
      objectOf(
        accounts,
        choice('period!', 'Period that the values cover.', ['1D', '7D', 'MTD', '1M', 'YTD', '1Y'], {
          default: '1Y',
          meanings: { MTD: 'since the first of the month', YTD: 'since the first of January' },
        }),
      ),
    ),
    response: { kind: 'object' },
  },
  'analyst.all-periods': {
    body: jsonBody(objectOf(accounts)),
    response: { kind: 'map', keys: 'account, then period' },
  },
  'analyst.transactions': {
    body: jsonBody(
      objectOf(
        accounts,
        list('conids!', 'The contract. IBKR accepts only one.', conidShape, {
          minimumItems: 1,
          maximumItems: 1,
          example: [265598],
        }),
        text('currency!', 'Currency of the amounts.', { format: 'currency', example: 'USD' }),
        integer('days', 'Days to look back.', { default: 90, minimum: 1 }),
      ),
    ),
    response: { kind: 'object', rows: 'transactions' },
  },
  'analyst.allocation': { body: { kind: 'unknown' }, response: { kind: 'unknown' } },
}
