import { defineOperations, oncePerFiveSeconds, parameter } from '../define-operations.ts'

const model = parameter('model', 'string', 'Only this model portfolio.')
const direction = parameter('direction', 'string', 'Ascending or descending.', { example: 'a', values: ['a', 'd'] })
const nocache = parameter('nocache', 'boolean', 'Bypass the cache.', { example: 'true' })

/** Operations for positions and cash. They need no brokerage session. */
export const portfolioOperations = defineOperations('portfolio', [
  {
    id: 'portfolio.accounts',
    call: 'GET /v1/api/portfolio/accounts',
    effect: 'read',
    pacing: oncePerFiveSeconds,
    title: 'Portfolio accounts',
    help: 'Call this (or a list of subaccounts) before any other portfolio call of the session.',
  },
  {
    id: 'portfolio.subaccounts',
    call: 'GET /v1/api/portfolio/subaccounts',
    effect: 'read',
    needs: ['advisor'],
    pacing: oncePerFiveSeconds,
    title: 'Subaccounts',
    help: 'For advisers and brokers with up to 100 accounts. With more, use the paged list.',
  },
  {
    id: 'portfolio.subaccounts-paged',
    call: 'GET /v1/api/portfolio/subaccounts2',
    effect: 'read',
    needs: ['advisor'],
    title: 'Subaccounts, page by page',
    help: 'For large structures, 20 accounts per page.',
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
    help: 'Title, alias, currency, type and parent of one account.',
  },
  {
    id: 'portfolio.positions',
    call: 'GET /v1/api/portfolio/{accountId}/positions/{pageId}',
    effect: 'read',
    needs: ['warm-up'],
    title: 'Positions',
    help: '100 per page. The first read has no instrument details; later reads have them. Pages are consistent only when sorted.',
    query: [
      model,
      parameter('sort', 'string', 'Column to sort by, such as position or name.', { example: 'name' }),
      direction,
      parameter('period', 'string', 'Period for the profit and loss columns.', { format: 'period', example: '1W' }),
      parameter('waitForSecDef', 'boolean', 'Respond only when the instrument details are available.', {
        example: 'true',
      }),
    ],
  },
  {
    id: 'portfolio.positions-fresh',
    call: 'GET /v1/api/portfolio2/{accountId}/positions',
    effect: 'read',
    title: 'Positions without the cache',
    help: 'Newer and near real time. Field names differ from the cached list.',
    query: [model, parameter('sort', 'string', 'Column to sort by.'), direction],
  },
  {
    id: 'portfolio.position',
    call: 'GET /v1/api/portfolio/{accountId}/position/{conid}',
    effect: 'read',
    title: 'Position in one contract',
    help: 'An array, empty without a position.',
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
    help: 'Spreads with their legs and positions.',
    query: [nocache],
  },
  {
    id: 'portfolio.invalidate',
    call: 'POST /v1/api/portfolio/{accountId}/positions/invalidate',
    effect: 'session',
    title: 'Invalidate cached positions',
    help: 'The next read of the positions bypasses the cache.',
    bodyExample: {},
  },
  {
    id: 'portfolio.summary',
    call: 'GET /v1/api/portfolio/{accountId}/summary',
    effect: 'read',
    title: 'Portfolio summary',
    help: 'Up to 135 values. The suffixes -s and -c mean securities and commodities.',
  },
  {
    id: 'portfolio.ledger',
    call: 'GET /v1/api/portfolio/{accountId}/ledger',
    effect: 'read',
    title: 'Cash ledger',
    help: 'One entry per currency. BASE is the total in the base currency of the account.',
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
