import { defineOperations, parameter } from '../define-operations.ts'

const conid = parameter('conid!', 'integer', 'Contract id, from the contract search.', {
  format: 'conid',
  example: '265598',
})
const exchange = parameter('exchange', 'string', 'Exchange; usually SMART.', { format: 'exchange', example: 'SMART' })
const month = parameter('month!', 'string', 'Contract month in the format of the search, such as JAN27.', {
  format: 'month',
  example: 'JAN27',
})

/** Operations that find contracts. For a derivative, call search, then strikes, then info, in one session. */
export const contractSearchOperations = defineOperations('contracts', [
  {
    id: 'contracts.search',
    call: 'GET /v1/api/iserver/secdef/search',
    effect: 'read',
    title: 'Search by symbol',
    help: 'Start here: returns the contract id. Strikes and info of a symbol require it.',
    query: [
      parameter('symbol!', 'string', 'Symbol, company name or bond issuer.', { format: 'symbol', example: 'AAPL' }),
      parameter('name', 'boolean', 'Search company names. Strikes stay empty after such a search.', {
        example: 'false',
      }),
      parameter('secType', 'string', 'Instrument type. Newer servers may ignore it.', {
        default: 'STK',
        example: 'STK',
        values: ['STK', 'IND', 'BOND'],
      }),
      parameter('more', 'boolean', 'Return more matches.'),
      parameter('fund', 'boolean', 'Search funds.'),
      parameter('fundFamilyConidEx', 'string', 'Only funds of this family.'),
      parameter('pattern', 'boolean', 'Treat the symbol as a pattern.'),
      parameter('referrer', 'string', 'Origin of the search.'),
    ],
  },
  {
    id: 'contracts.search-post',
    call: 'POST /v1/api/iserver/secdef/search',
    effect: 'read',
    title: 'Search by symbol, as a POST',
    help: 'The same search, with its fields in the body.',
    bodyExample: { symbol: 'AAPL', name: false, secType: 'STK' },
  },
  {
    id: 'contracts.strikes',
    call: 'GET /v1/api/iserver/secdef/strikes',
    effect: 'read',
    needs: ['contract-searched'],
    title: 'Option strikes',
    help: 'Both lists are empty unless the symbol was searched earlier in the session.',
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
    title: 'Contracts of a month and strike',
    help: 'Last step to the contract id of a derivative. Call the search first, and for options the strikes.',
    query: [
      { ...conid, required: false, help: 'Contract id of the underlying.' },
      parameter('sectype', 'string', 'Instrument type.', { example: 'OPT' }),
      { ...month, required: false },
      exchange,
      parameter('strike', 'number', 'Strike price.', { minimum: 0, example: '200' }),
      parameter('right', 'string', 'Call or put.', { example: 'C', values: ['C', 'P'] }),
      parameter('issuerId', 'string', 'Bond issuer, from the search.'),
      parameter('filters', 'string', 'Bond filters, from the bond filter list.'),
    ],
  },
  {
    id: 'contracts.bond-filters',
    call: 'GET /v1/api/iserver/secdef/bond-filters',
    effect: 'read',
    needs: ['contract-searched'],
    title: 'Bond filters of an issuer',
    help: 'Maturities, coupons and currencies of the bonds of one issuer.',
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
    help: 'All companies and listings of one or more symbols. Symbols must be in capitals.',
    query: [
      parameter('symbols!', 'string', 'Symbols in capitals.', { format: 'symbol', list: true, example: 'AAPL,IBM' }),
    ],
  },
  {
    id: 'contracts.futures',
    call: 'GET /v1/api/trsrv/futures',
    effect: 'read',
    title: 'Futures by symbol',
    help: 'Unexpired futures of one or more underlyings, with their dates.',
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
      parameter('assetClass', 'string', 'Instrument type. Only stocks are supported.', {
        default: 'STK',
        example: 'STK',
      }),
    ],
  },
])
