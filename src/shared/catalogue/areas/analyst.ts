import { defineOperations, oncePerFifteenMinutes, parameter } from '../define-operations.ts'

/** Operations of the portfolio analyst. They use POST, but only read. */
export const analystOperations = defineOperations('analyst', [
  {
    id: 'analyst.performance',
    call: 'POST /v1/api/pa/performance',
    effect: 'read',
    pacing: oncePerFifteenMinutes,
    title: 'Performance over a period',
    help: 'Net asset value and returns. Several accounts are combined. At most once every 15 minutes.',
    bodyExample: { acctIds: ['{{accountId}}'], period: '1M' },
  },
  {
    id: 'analyst.all-periods',
    call: 'POST /v1/api/pa/allperiods',
    effect: 'read',
    pacing: oncePerFifteenMinutes,
    title: 'Performance over all periods',
    help: 'Performance for every period in one call.',
    query: [parameter('param', 'string', 'Documented by name only.')],
    bodyExample: { acctIds: ['{{accountId}}'] },
  },
  {
    id: 'analyst.transactions',
    call: 'POST /v1/api/pa/transactions',
    effect: 'read',
    pacing: oncePerFifteenMinutes,
    title: 'Transactions in a contract',
    help: 'One contract per call, for a number of days. acctIds, conids and currency are required.',
    bodyExample: { acctIds: ['{{accountId}}'], conids: [265598], currency: 'USD', days: 90 },
  },
  {
    id: 'analyst.allocation',
    call: 'POST /v1/api/pa/allocation',
    effect: 'read',
    undocumented: true,
    title: 'Allocation of several accounts',
    help: 'New in 2026. Replaces the older call under portfolio.',
    bodyExample: { acctIds: ['{{accountId}}'] },
  },
])
