import { defineOperations, parameter } from '../define-operations.ts'

const conid = parameter('conid!', 'integer', 'Contract id of the event contract.', {
  format: 'conid',
  example: '{{eventConid}}',
})

/**
 * Operations for event contracts (ForecastEx). A contract is a yes or a no, can only be bought, and is closed by buying
 * the opposite side.
 */
export const eventContractOperations = defineOperations('event-contracts', [
  {
    id: 'event-contracts.tree',
    call: 'GET /v1/api/forecast/category/tree',
    effect: 'read',
    title: 'Categories',
    help: 'Start here: all categories and their markets.',
  },
  {
    id: 'event-contracts.market',
    call: 'GET /v1/api/forecast/contract/market',
    effect: 'read',
    title: 'Contracts of a market',
    help: 'Every strike and date of one underlying market.',
    query: [
      parameter('underlyingConid!', 'integer', 'Contract id of the market, from the categories.', {
        format: 'conid',
        example: '{{marketConid}}',
      }),
      parameter('exchange', 'string', 'Exchange.', { format: 'exchange', example: 'FORECASTX' }),
    ],
  },
  {
    id: 'event-contracts.details',
    call: 'GET /v1/api/forecast/contract/details',
    effect: 'read',
    title: 'Details of an event contract',
    help: 'Question, side, strike and expiry.',
    query: [conid],
  },
  {
    id: 'event-contracts.rules',
    call: 'GET /v1/api/forecast/contract/rules',
    effect: 'read',
    title: 'Rules of an event contract',
    help: 'How the outcome is determined and paid.',
    query: [conid],
  },
  {
    id: 'event-contracts.schedules',
    call: 'GET /v1/api/forecast/contract/schedules',
    effect: 'read',
    title: 'Trading hours of an event contract',
    help: 'Trading hours in the time zone of the exchange.',
    query: [conid],
  },
])
