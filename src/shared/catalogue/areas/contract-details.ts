import { defineOperations, parameter } from '../define-operations.ts'

const isBuy = parameter('isBuy', 'boolean', 'Rules for buying instead of selling.', { example: 'true' })
const exchange = parameter('exchange', 'string', 'Exchange; usually SMART.', { format: 'exchange', example: 'SMART' })

/** Operations that read the details of a contract by its id. */
export const contractDetailOperations = defineOperations('contracts', [
  {
    id: 'contracts.info',
    call: 'GET /v1/api/iserver/contract/{conid}/info',
    effect: 'read',
    title: 'Details of a contract',
    help: 'Name, exchange, currency, type and trading class of one contract.',
  },
  {
    id: 'contracts.info-and-rules',
    call: 'GET /v1/api/iserver/contract/{conid}/info-and-rules',
    effect: 'read',
    title: 'Details and trading rules of a contract',
    help: 'The details plus allowed order types, times in force and price increments.',
    query: [isBuy],
  },
  {
    id: 'contracts.rules',
    call: 'POST /v1/api/iserver/contract/rules',
    effect: 'read',
    title: 'Trading rules of a contract',
    help: 'Allowed order types and values for a contract, also for changing an existing order.',
    bodyExample: { conid: 265598, exchange: 'SMART', isBuy: true },
  },
  {
    id: 'contracts.algos',
    call: 'GET /v1/api/iserver/contract/{conid}/algos',
    effect: 'read',
    needs: ['warm-up'],
    title: 'Order algorithms of a contract',
    help: 'IB algos and their parameters. The first response may be empty: send it again.',
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
    help: 'Weekdays are dates in January 2000: Saturday is January 1.',
    query: [
      parameter('assetClass!', 'string', 'Instrument type.', {
        example: 'STK',
        values: ['STK', 'OPT', 'FUT', 'CFD', 'WAR', 'SWP', 'FND', 'BND', 'ICS'],
      }),
      parameter('symbol!', 'string', 'Symbol of the underlying. IBKR accepts either symbol or conid, not both.', {
        format: 'symbol',
        alternative: 'conid',
        example: 'AAPL',
      }),
      parameter('conid', 'integer', 'Contract id, instead of the symbol.', {
        format: 'conid',
        alternative: 'symbol',
        example: '265598',
      }),
      parameter('exchange', 'string', 'Only this venue. Default: all venues. SMART returns an empty list.', {
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
    help: 'Regular and extended hours of six days around today, in epoch seconds.',
    query: [parameter('conid!', 'integer', 'Contract id.', { format: 'conid', example: '265598' }), exchange],
  },
  {
    id: 'contracts.currency-pairs',
    call: 'GET /v1/api/iserver/currency/pairs',
    effect: 'read',
    title: 'Currency pairs',
    help: 'All pairs of a currency, with their contract ids.',
    query: [parameter('currency!', 'string', 'Currency.', { format: 'currency', example: 'USD' })],
  },
  {
    id: 'contracts.exchange-rate',
    call: 'GET /v1/api/iserver/exchangerate',
    effect: 'read',
    title: 'Exchange rate',
    help: 'Price of one unit of the source currency in the target currency.',
    query: [
      parameter('source!', 'string', 'Currency to convert from.', { format: 'currency', example: 'EUR' }),
      parameter('target!', 'string', 'Currency to convert to.', { format: 'currency', example: 'USD' }),
    ],
  },
])
