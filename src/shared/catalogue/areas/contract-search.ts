import { operationsIn, parameter } from '../define-operations.ts'

const conid = parameter('conid!', 'integer', 'Contract id; the search finds it.', {
  format: 'conid',
  example: '265598',
})
const exchange = parameter('exchange', 'string', 'Exchange; usually SMART.', { format: 'exchange', example: 'SMART' })
const month = parameter('month!', 'string', 'Contract month as the search spells it, such as JAN27.', {
  format: 'month',
  example: 'JAN27',
})

/** Finding contracts: each derivative is found by search, then strikes, then info, in one session. */
export const contractSearchOperations = operationsIn('contracts', [
  {
    id: 'contracts.search',
    call: 'GET /v1/api/iserver/secdef/search',
    effect: 'read',
    title: 'Search by symbol',
    help: 'Start here: gives the contract id, and unlocks strikes and info for the same symbol.',
    query: [
      parameter('symbol!', 'string', 'Symbol, company name or bond issuer.', { format: 'symbol', example: 'AAPL' }),
      parameter('name', 'boolean', 'Search company names; strikes stay empty afterwards.', { example: 'false' }),
      parameter('secType', 'string', 'Kind of instrument; newer servers may ignore it.', {
        default: 'STK',
        example: 'STK',
        values: ['STK', 'IND', 'BOND'],
      }),
      parameter('more', 'boolean', 'Ask for more matches.'),
      parameter('fund', 'boolean', 'Search funds.'),
      parameter('fundFamilyConidEx', 'string', 'Only funds of this family.'),
      parameter('pattern', 'boolean', 'Treat the symbol as a pattern.'),
      parameter('referrer', 'string', 'Where the search comes from.'),
    ],
  },
  {
    id: 'contracts.search-post',
    call: 'POST /v1/api/iserver/secdef/search',
    effect: 'read',
    title: 'Search by symbol, as a POST',
    help: 'The same search with its fields in the body.',
    bodyExample: { symbol: 'AAPL', name: false, secType: 'STK' },
  },
  {
    id: 'contracts.strikes',
    call: 'GET /v1/api/iserver/secdef/strikes',
    effect: 'read',
    needs: ['contract-searched'],
    title: 'Strikes of a month',
    help: 'Both lists are empty unless the symbol was searched before in the same session.',
    query: [
      conid,
      parameter('sectype!', 'string', 'Option, futures option or warrant.', {
        example: 'OPT',
        values: ['OPT', 'FOP', 'WAR'],
      }),
      month,
      exchange,
    ],
  },
  {
    id: 'contracts.secdef-info',
    call: 'GET /v1/api/iserver/secdef/info',
    effect: 'read',
    needs: ['contract-searched'],
    title: 'Contracts behind a month and strike',
    help: 'Last step to a derivative: its own contract id. Search, and for options strikes, come first.',
    query: [
      { ...conid, required: false, help: 'Contract id of the underlying.' },
      parameter('sectype', 'string', 'Kind of instrument.', { example: 'OPT' }),
      { ...month, required: false },
      exchange,
      parameter('strike', 'number', 'Strike price.', { minimum: 0, example: '200' }),
      parameter('right', 'string', 'Call or put.', { example: 'C', values: ['C', 'P'] }),
      parameter('issuerId', 'string', 'Bond issuer, from the search.'),
      parameter('filters', 'string', 'Bond filters, from the call that lists them.'),
    ],
  },
  {
    id: 'contracts.bond-filters',
    call: 'GET /v1/api/iserver/secdef/bond-filters',
    effect: 'read',
    needs: ['contract-searched'],
    title: 'Filters for the bonds of an issuer',
    help: 'Maturities, coupons and currencies to narrow the bonds of one issuer down.',
    query: [
      parameter('symbol!', 'string', 'Always BOND.', { example: 'BOND' }),
      parameter('issuerId!', 'string', 'Issuer id from the search.', { example: 'e1400715' }),
    ],
  },
  {
    id: 'contracts.stocks',
    call: 'GET /v1/api/trsrv/stocks',
    effect: 'read',
    title: 'Stocks by symbol',
    help: 'All companies and listings of one or more symbols, which must be in capitals.',
    query: [
      parameter('symbols!', 'string', 'Symbols in capitals.', { format: 'symbol', list: true, example: 'AAPL,IBM' }),
    ],
  },
  {
    id: 'contracts.futures',
    call: 'GET /v1/api/trsrv/futures',
    effect: 'read',
    title: 'Futures by symbol',
    help: 'Running futures of one or more underlyings, with their dates.',
    query: [
      parameter('symbols!', 'string', 'Underlying symbols.', { format: 'symbol', list: true, example: 'ES,NQ' }),
      { ...exchange, example: 'CME' },
    ],
  },
  {
    id: 'contracts.all-conids',
    call: 'GET /v1/api/trsrv/all-conids',
    effect: 'read',
    title: 'All stocks of an exchange',
    help: 'Thousands of rows of symbol and contract id; stocks only.',
    query: [
      parameter('exchange!', 'string', 'Exchange.', { format: 'exchange', example: 'NASDAQ' }),
      parameter('assetClass', 'string', 'Kind of instrument; only stocks are served.', {
        default: 'STK',
        example: 'STK',
      }),
    ],
  },
])
