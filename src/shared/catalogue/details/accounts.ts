import { jsonBody, objectOf, text } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'

const account = (name: string) =>
  jsonBody(
    objectOf(
      text(name, 'Account that the following calls work on.', { format: 'accountId', example: '{{accountId}}' }),
    ),
  )

/** Bodies and answers of the accounts. */
export const accountDetails: DetailsById = {
  'accounts.list': { answer: { kind: 'object', rows: 'accounts' } },
  'accounts.select': { body: account('acctId!'), answer: { kind: 'object' } },
  'accounts.pnl': { answer: { kind: 'map', keys: 'upnl, then account and model' } },
  'accounts.search-dynamic': { answer: { kind: 'object', rows: 'matchedAccounts' } },
  'accounts.select-dynamic': { body: account('acctId!'), answer: { kind: 'object' } },
  'accounts.owners': { answer: { kind: 'object', rows: 'users' } },
  'accounts.summary': { answer: { kind: 'object' } },
  'accounts.summary-funds': { answer: { kind: 'object' } },
  'accounts.summary-balances': { answer: { kind: 'object' } },
  'accounts.summary-margins': { answer: { kind: 'object' } },
  'accounts.summary-market-value': { answer: { kind: 'map', keys: 'currency' } },
}
