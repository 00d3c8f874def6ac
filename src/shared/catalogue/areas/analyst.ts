import { oncePerFifteenMinutes, operationsIn, parameter } from '../define-operations.ts'

/** Portfolio analyst: POSTs that only read. */
export const analystOperations = operationsIn('analyst', [
  {
    id: 'analyst.performance',
    call: 'POST /v1/api/pa/performance',
    effect: 'read',
    pacing: oncePerFifteenMinutes,
    title: 'Performance over a period',
    help: 'Net asset value and returns; several accounts are added up. Once in 15 minutes.',
    bodyExample: { acctIds: ['{{accountId}}'], period: '1M' },
  },
  {
    id: 'analyst.all-periods',
    call: 'POST /v1/api/pa/allperiods',
    effect: 'read',
    pacing: oncePerFifteenMinutes,
    title: 'Performance over all periods',
    help: 'The same for every period at once.',
    query: [parameter('param', 'string', 'Named in the document without an explanation.')],
    bodyExample: { acctIds: ['{{accountId}}'] },
  },
  {
    id: 'analyst.transactions',
    call: 'POST /v1/api/pa/transactions',
    effect: 'read',
    pacing: oncePerFifteenMinutes,
    title: 'Transactions in a contract',
    help: 'One contract a call, as many days back as you say; acctIds, conids and currency are all required.',
    bodyExample: { acctIds: ['{{accountId}}'], conids: [265598], currency: 'USD', days: 90 },
  },
  {
    id: 'analyst.allocation',
    call: 'POST /v1/api/pa/allocation',
    effect: 'read',
    undocumented: true,
    title: 'Allocation of several accounts',
    help: 'New in 2026; takes the place of the older call under portfolio.',
    bodyExample: { acctIds: ['{{accountId}}'] },
  },
])
