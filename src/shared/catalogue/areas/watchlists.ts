import { defineOperations, parameter } from '../define-operations.ts'

const watchlistId = parameter('id!', 'string', 'Watchlist id, digits only.', { example: '1234' })

/** Operations for watchlists stored at IBKR. */
export const watchlistOperations = defineOperations('watchlists', [
  {
    id: 'watchlists.list',
    call: 'GET /v1/api/iserver/watchlists',
    effect: 'read',
    title: 'All watchlists',
    help: 'Names and ids, without the rows.',
    query: [
      parameter('SC', 'string', 'Only your own lists.', {
        example: 'USER_WATCHLIST',
        values: ['USER_WATCHLIST'],
      }),
    ],
  },
  {
    id: 'watchlists.read',
    call: 'GET /v1/api/iserver/watchlist',
    effect: 'read',
    needs: ['warm-up'],
    title: 'One watchlist',
    help: 'The rows of one list. The first read returns little more than contract id and name.',
    query: [watchlistId],
  },
  {
    id: 'watchlists.save',
    call: 'POST /v1/api/iserver/watchlist',
    effect: 'settings',
    title: 'Save a watchlist',
    help: 'An existing id overwrites that list. A row is a contract (C) or a blank line (H).',
    bodyExample: { id: '1234', name: 'From the console', rows: [{ C: 265598 }, { H: '' }, { C: 8314 }] },
  },
  {
    id: 'watchlists.delete',
    call: 'DELETE /v1/api/iserver/watchlist',
    effect: 'settings',
    title: 'Delete a watchlist',
    help: 'Cannot be undone.',
    query: [watchlistId],
  },
])
