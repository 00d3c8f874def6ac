import type { Operation } from '../operation.ts'
import { oncePerFifteenMinutes } from '../pacing.ts'

/** Portfolio analyst: POSTs that only read. */
export const analystOperations: readonly Operation[] = [
  {
    id: 'analyst.performance',
    method: 'POST',
    path: '/v1/api/pa/performance',
    area: 'analyst',
    effect: 'read',
    shape: 'known',
    pacing: oncePerFifteenMinutes,
    title: 'Performance over a period',
    help: 'Net asset value and returns; several accounts are added up. Once in 15 minutes.',
    bodyExample: { acctIds: ['{{accountId}}'], period: '1M' },
  },
  {
    id: 'analyst.all-periods',
    method: 'POST',
    path: '/v1/api/pa/allperiods',
    area: 'analyst',
    effect: 'read',
    shape: 'known',
    pacing: oncePerFifteenMinutes,
    title: 'Performance over all periods',
    help: 'The same for every period at once.',
    query: [{ name: 'param', kind: 'string', required: false, help: 'Named in the document without an explanation.' }],
    bodyExample: { acctIds: ['{{accountId}}'] },
  },
  {
    id: 'analyst.transactions',
    method: 'POST',
    path: '/v1/api/pa/transactions',
    area: 'analyst',
    effect: 'read',
    shape: 'known',
    pacing: oncePerFifteenMinutes,
    title: 'Transactions in a contract',
    help: 'One contract a call, as many days back as you say; acctIds, conids and currency are all required.',
    bodyExample: { acctIds: ['{{accountId}}'], conids: [265598], currency: 'USD', days: 90 },
  },
  {
    id: 'analyst.allocation',
    method: 'POST',
    path: '/v1/api/pa/allocation',
    area: 'analyst',
    effect: 'read',
    shape: 'unknown',
    title: 'Allocation of several accounts',
    help: 'New in 2026; takes the place of the older call under portfolio.',
    bodyExample: { acctIds: ['{{accountId}}'] },
  },
]
