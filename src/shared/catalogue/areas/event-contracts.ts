import type { Operation, Parameter } from '../operation.ts'

const conid: Parameter = {
  name: 'conid',
  kind: 'integer',
  required: true,
  help: 'Contract id of the event contract.',
  example: '{{eventConid}}',
}

/** Event contracts (ForecastEx): yes or no, bought only, closed by buying the other side. */
export const eventContractOperations: readonly Operation[] = [
  {
    id: 'event-contracts.tree',
    method: 'GET',
    path: '/v1/api/forecast/category/tree',
    area: 'event-contracts',
    effect: 'read',
    shape: 'known',
    title: 'Categories',
    help: 'All categories and the markets in them: where to start.',
  },
  {
    id: 'event-contracts.market',
    method: 'GET',
    path: '/v1/api/forecast/contract/market',
    area: 'event-contracts',
    effect: 'read',
    shape: 'known',
    title: 'Contracts of a market',
    help: 'Every strike and date of one underlying market.',
    query: [
      {
        name: 'underlyingConid',
        kind: 'integer',
        required: true,
        help: 'Contract id of the market, from the categories.',
        example: '{{marketConid}}',
      },
      { name: 'exchange', kind: 'string', required: false, help: 'Exchange.', example: 'FORECASTX' },
    ],
  },
  {
    id: 'event-contracts.details',
    method: 'GET',
    path: '/v1/api/forecast/contract/details',
    area: 'event-contracts',
    effect: 'read',
    shape: 'known',
    title: 'Details of an event contract',
    help: 'Question, side, strike and expiry.',
    query: [conid],
  },
  {
    id: 'event-contracts.rules',
    method: 'GET',
    path: '/v1/api/forecast/contract/rules',
    area: 'event-contracts',
    effect: 'read',
    shape: 'known',
    title: 'Rules of an event contract',
    help: 'How the outcome is measured and paid.',
    query: [conid],
  },
  {
    id: 'event-contracts.schedules',
    method: 'GET',
    path: '/v1/api/forecast/contract/schedules',
    area: 'event-contracts',
    effect: 'read',
    shape: 'known',
    title: 'Trading hours of an event contract',
    help: 'When it can be traded, in the time zone of the exchange.',
    query: [conid],
  },
]
