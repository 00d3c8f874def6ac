import { choice, flag, integer, jsonBody, objectOf, text } from '../define-fields.ts'
import type { DetailsById } from '../operation-details.ts'

/** Bodies and responses of the operations for contract search and contract details. */
export const contractDetails: DetailsById = {
  'contracts.search': { response: { kind: 'objects' } },
  'contracts.search-post': {
    body: jsonBody(
      objectOf(
        text('symbol!', 'Symbol, company name or bond issuer.', { format: 'symbol', example: 'AAPL' }),
        choice('secType', 'Instrument type.', ['STK', 'IND', 'BOND'], {
          default: 'STK',
          meanings: { STK: 'stocks', IND: 'indices', BOND: 'bonds' },
        }),
        flag('name', 'Search company names instead of symbols.'),
        flag('more', 'Return more matches.'),
        flag('fund', 'Search funds.'),
        text('fundFamilyConidEx', 'Only funds of this family.', { format: 'conidex' }),
        flag('pattern', 'Treat the symbol as a pattern.'),
        text('referrer', 'Origin of the search.'),
      ),
    ),
    response: { kind: 'objects' },
  },
  'contracts.strikes': { response: { kind: 'object' } },
  'contracts.secdef-info': { response: { kind: 'objects' } },
  'contracts.bond-filters': { response: { kind: 'object', rows: 'bondFilters' } },
  'contracts.stocks': { response: { kind: 'map', keys: 'symbol' } },
  'contracts.futures': { response: { kind: 'map', keys: 'symbol' } },
  'contracts.all-conids': { response: { kind: 'objects' } },
  'contracts.info': { response: { kind: 'object' } },
  'contracts.info-and-rules': { response: { kind: 'object' } },
  'contracts.rules': {
    body: jsonBody(
      objectOf(
        integer('conid!', 'Contract id.', { format: 'conid', example: 265598 }),
        text('exchange', 'Exchange to return the rules of.', { format: 'exchange', example: 'SMART' }),
        flag('isBuy', 'Return the rules for buying (true) or selling (false).', { default: true }),
        flag('modifyOrder', 'Return the rules for changing an order.', { default: false }),
        integer('orderId', 'The order that would be changed.', {
          format: 'orderId',
          required: true,
          when: { field: 'modifyOrder', is: [true] },
        }),
      ),
    ),
    response: { kind: 'object' },
  },
  'contracts.algos': { response: { kind: 'object', rows: 'algos' } },
  'contracts.definitions': { response: { kind: 'object', rows: 'secdef' } },
  'contracts.schedule-by-symbol': { response: { kind: 'objects' } },
  'contracts.schedule': { response: { kind: 'object' } },
  'contracts.currency-pairs': { response: { kind: 'map', keys: 'currency' } },
  'contracts.exchange-rate': { response: { kind: 'object' } },
}
