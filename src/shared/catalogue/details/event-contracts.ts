import type { DetailsById } from '../operation-details.ts'

/** Answers of the event contracts. */
export const eventContractDetails: DetailsById = {
  'event-contracts.tree': { answer: { kind: 'object' } },
  'event-contracts.market': { answer: { kind: 'object', rows: 'contracts' } },
  'event-contracts.details': { answer: { kind: 'object' } },
  'event-contracts.rules': { answer: { kind: 'object' } },
  'event-contracts.schedules': { answer: { kind: 'object', rows: 'trading_schedules' } },
}
