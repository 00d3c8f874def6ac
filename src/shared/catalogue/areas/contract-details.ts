import { operationsIn, parameter } from '../define-operations.ts'

const isBuy = parameter('isBuy', 'boolean', 'Rules for buying rather than selling.', { example: 'true' })
const exchange = parameter('exchange', 'string', 'Exchange; usually SMART.', { format: 'exchange', example: 'SMART' })

/** What is known of a contract once its id is known. */
export const contractDetailOperations = operationsIn('contracts', [
  {
    id: 'contracts.info',
    call: 'GET /v1/api/iserver/contract/{conid}/info',
    effect: 'read',
    title: 'Details of a contract',
    help: 'Name, exchange, currency, kind and trading class of one contract.',
  },
  {
    id: 'contracts.info-and-rules',
    call: 'GET /v1/api/iserver/contract/{conid}/info-and-rules',
    effect: 'read',
    title: 'Details and trading rules of a contract',
    help: 'The details, and with them the order types, times in force and price steps that are allowed.',
    query: [isBuy],
  },
  {
    id: 'contracts.rules',
    call: 'POST /v1/api/iserver/contract/rules',
    effect: 'read',
    title: 'Trading rules of a contract',
    help: 'What an order for this contract may look like; also for changing an existing order.',
    bodyExample: { conid: 265598, exchange: 'SMART', isBuy: true },
  },
  {
    id: 'contracts.algos',
    call: 'GET /v1/api/iserver/contract/{conid}/algos',
    effect: 'read',
    needs: ['warm-up'],
    title: 'Order algorithms of a contract',
    help: 'IB algos and their parameters; the first answer may be empty, ask again.',
    query: [
      parameter('algos', 'string', 'Up to eight algo names, separated by semicolons.', { example: 'Adaptive;Vwap' }),
      parameter('addDescription', 'integer', '1 adds descriptions.', {
        default: '0',
        example: '1',
        values: ['0', '1'],
      }),
      parameter('addParams', 'integer', '1 adds parameters.', { default: '0', example: '1', values: ['0', '1'] }),
    ],
  },
  {
    id: 'contracts.definitions',
    call: 'GET /v1/api/trsrv/secdef',
    effect: 'read',
    title: 'Definitions of several contracts',
    help: 'Up to 200 contracts in one call, without a brokerage session.',
    query: [
      parameter('conids!', 'integer', 'Contract ids.', {
        format: 'conid',
        maximumItems: 200,
        list: true,
        example: '265598,8314',
      }),
    ],
  },
  {
    id: 'contracts.schedule-by-symbol',
    call: 'GET /v1/api/trsrv/secdef/schedule',
    effect: 'read',
    title: 'Trading hours by symbol',
    help: 'Weekdays appear as dates of January 2000, beginning with Saturday the first.',
    query: [
      parameter('assetClass!', 'string', 'Kind of instrument.', {
        example: 'STK',
        values: ['STK', 'OPT', 'FUT', 'CFD', 'WAR', 'SWP', 'FND', 'BND', 'ICS'],
      }),
      parameter('symbol!', 'string', 'Symbol of the underlying. IBKR takes exactly one of symbol and conid.', {
        format: 'symbol',
        alternative: 'conid',
        example: 'AAPL',
      }),
      parameter('conid', 'integer', 'Contract id, in place of the symbol.', {
        format: 'conid',
        alternative: 'symbol',
        example: '265598',
      }),
      parameter('exchange', 'string', 'Only this venue; all venues when left out. SMART returns an empty list.', {
        format: 'exchange',
        example: 'ISLAND',
      }),
      parameter('exchangeFilter', 'string', 'Only these venues.', { format: 'exchange', example: 'ISLAND' }),
    ],
  },
  {
    id: 'contracts.schedule',
    call: 'GET /v1/api/contract/trading-schedule',
    effect: 'read',
    title: 'Trading hours of a contract',
    help: 'Regular and extended hours of the six days around today, in epoch seconds.',
    query: [parameter('conid!', 'integer', 'Contract id.', { format: 'conid', example: '265598' }), exchange],
  },
  {
    id: 'contracts.currency-pairs',
    call: 'GET /v1/api/iserver/currency/pairs',
    effect: 'read',
    title: 'Currency pairs',
    help: 'The pairs a currency is traded in, with their contract ids.',
    query: [parameter('currency!', 'string', 'Currency.', { format: 'currency', example: 'USD' })],
  },
  {
    id: 'contracts.exchange-rate',
    call: 'GET /v1/api/iserver/exchangerate',
    effect: 'read',
    title: 'Exchange rate',
    help: 'How much of the target one unit of the source is worth.',
    query: [
      parameter('source!', 'string', 'Currency to convert from.', { format: 'currency', example: 'EUR' }),
      parameter('target!', 'string', 'Currency to convert to.', { format: 'currency', example: 'USD' }),
    ],
  },
])
