import { oncePerFiveSeconds, operationsIn, parameter } from '../define-operations.ts'

const model = parameter('model', 'string', 'Only this model portfolio.')
const direction = parameter('direction', 'string', 'Ascending or descending.', { example: 'a', values: ['a', 'd'] })
const nocache = parameter('nocache', 'boolean', 'Ask for fresh data instead of the cache.', { example: 'true' })

/** Positions and cash; these calls work without a brokerage session. */
export const portfolioOperations = operationsIn('portfolio', [
  {
    id: 'portfolio.accounts',
    call: 'GET /v1/api/portfolio/accounts',
    effect: 'read',
    pacing: oncePerFiveSeconds,
    title: 'Portfolio accounts',
    help: 'Call it (or one of the lists of subaccounts) before any other portfolio call of the session.',
  },
  {
    id: 'portfolio.subaccounts',
    call: 'GET /v1/api/portfolio/subaccounts',
    effect: 'read',
    needs: ['advisor'],
    pacing: oncePerFiveSeconds,
    title: 'Subaccounts',
    help: 'For advisers and brokers with up to 100 accounts; beyond that use the paged list.',
  },
  {
    id: 'portfolio.subaccounts-paged',
    call: 'GET /v1/api/portfolio/subaccounts2',
    effect: 'read',
    needs: ['advisor'],
    title: 'Subaccounts, page by page',
    help: 'For large structures, 20 accounts a page.',
    query: [
      parameter('page', 'integer', 'Page, counted from 0.', { minimum: 0, example: '0' }),
      parameter('accountId', 'string', 'Only the accounts below this one.', {
        format: 'accountId',
        example: '{{accountId}}',
      }),
      nocache,
    ],
  },
  {
    id: 'portfolio.meta',
    call: 'GET /v1/api/portfolio/{accountId}/meta',
    effect: 'read',
    title: 'Attributes of an account',
    help: 'Title, alias, currency, kind and parent of one account.',
  },
  {
    id: 'portfolio.positions',
    call: 'GET /v1/api/portfolio/{accountId}/positions/{pageId}',
    effect: 'read',
    needs: ['warm-up'],
    title: 'Positions',
    help: '100 a page; the first read lacks the instrument details that later reads carry, and pages only line up when sorted.',
    query: [
      model,
      parameter('sort', 'string', 'Column to sort by, such as position or name.', { example: 'name' }),
      direction,
      parameter('period', 'string', 'Period for the profit and loss columns.', { format: 'period', example: '1W' }),
      parameter('waitForSecDef', 'boolean', 'Answer only when the instrument details are there.', { example: 'true' }),
    ],
  },
  {
    id: 'portfolio.positions-fresh',
    call: 'GET /v1/api/portfolio2/{accountId}/positions',
    effect: 'read',
    title: 'Positions without the cache',
    help: 'Newer and near real time, with other field names than the cached list.',
    query: [model, parameter('sort', 'string', 'Column to sort by.'), direction],
  },
  {
    id: 'portfolio.position',
    call: 'GET /v1/api/portfolio/{accountId}/position/{conid}',
    effect: 'read',
    title: 'Position in one contract',
    help: 'An array, empty when the account holds none.',
  },
  {
    id: 'portfolio.position-everywhere',
    call: 'GET /v1/api/portfolio/positions/{conid}',
    effect: 'read',
    needs: ['portfolio-accounts-read'],
    title: 'One contract in all accounts',
    help: 'An object with one entry per account that holds the contract.',
  },
  {
    id: 'portfolio.combos',
    call: 'GET /v1/api/portfolio/{accountId}/combo/positions',
    effect: 'read',
    title: 'Combination positions',
    help: 'Spreads with their legs and the positions behind them.',
    query: [nocache],
  },
  {
    id: 'portfolio.invalidate',
    call: 'POST /v1/api/portfolio/{accountId}/positions/invalidate',
    effect: 'session',
    title: 'Drop the cached positions',
    help: 'The next read of the positions is fresh.',
    bodyExample: {},
  },
  {
    id: 'portfolio.summary',
    call: 'GET /v1/api/portfolio/{accountId}/summary',
    effect: 'read',
    title: 'Portfolio summary',
    help: 'Up to 135 values; the endings -s and -c stand for securities and commodities.',
  },
  {
    id: 'portfolio.ledger',
    call: 'GET /v1/api/portfolio/{accountId}/ledger',
    effect: 'read',
    title: 'Cash ledger',
    help: 'One entry per currency and one, BASE, for all of them in the currency of the account.',
  },
  {
    id: 'portfolio.allocation',
    call: 'GET /v1/api/portfolio/{accountId}/allocation',
    effect: 'read',
    title: 'Allocation of an account',
    help: 'Long and short value by asset class, sector and group.',
    query: [model],
  },
])
