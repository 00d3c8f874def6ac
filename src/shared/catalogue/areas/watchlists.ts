import type { Operation, Parameter } from '../operation.ts'

const watchlistId: Parameter = {
  name: 'id',
  kind: 'string',
  required: true,
  help: 'Watchlist id, digits only.',
  example: '1234',
}

/** Watchlists stored at IBKR. */
export const watchlistOperations: readonly Operation[] = [
  {
    id: 'watchlists.list',
    method: 'GET',
    path: '/v1/api/iserver/watchlists',
    area: 'watchlists',
    effect: 'read',
    shape: 'known',
    title: 'All watchlists',
    help: 'Names and ids, without the rows.',
    query: [
      {
        name: 'SC',
        kind: 'string',
        required: false,
        help: 'Only the lists that you made.',
        example: 'USER_WATCHLIST',
        values: ['USER_WATCHLIST'],
      },
    ],
  },
  {
    id: 'watchlists.read',
    method: 'GET',
    path: '/v1/api/iserver/watchlist',
    area: 'watchlists',
    effect: 'read',
    shape: 'known',
    needs: ['warm-up'],
    title: 'One watchlist',
    help: 'Its rows; the first read gives little more than contract id and name.',
    query: [watchlistId],
  },
  {
    id: 'watchlists.save',
    method: 'POST',
    path: '/v1/api/iserver/watchlist',
    area: 'watchlists',
    effect: 'settings',
    shape: 'known',
    title: 'Save a watchlist',
    help: 'An id that is in use overwrites that list; a row is a contract (C) or a blank line (H).',
    bodyExample: { id: '1234', name: 'From the console', rows: [{ C: 265598 }, { H: '' }, { C: 8314 }] },
  },
  {
    id: 'watchlists.delete',
    method: 'DELETE',
    path: '/v1/api/iserver/watchlist',
    area: 'watchlists',
    effect: 'settings',
    shape: 'known',
    title: 'Delete a watchlist',
    help: 'There is no way back.',
    query: [watchlistId],
  },
]
