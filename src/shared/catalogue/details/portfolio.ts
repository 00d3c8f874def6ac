import type { DetailsById } from '../operation-details.ts'

/** Answers of the portfolio; its one POST takes no body. */
export const portfolioDetails: DetailsById = {
  'portfolio.accounts': { answer: { kind: 'objects' } },
  'portfolio.subaccounts': { answer: { kind: 'objects' } },
  'portfolio.subaccounts-paged': { answer: { kind: 'object', rows: 'subaccounts' } },
  'portfolio.meta': { answer: { kind: 'object' } },
  'portfolio.positions': { answer: { kind: 'objects' } },
  'portfolio.positions-fresh': { answer: { kind: 'objects' } },
  'portfolio.position': { answer: { kind: 'objects' } },
  'portfolio.position-everywhere': { answer: { kind: 'map', keys: 'account' } },
  'portfolio.combos': { answer: { kind: 'objects' } },
  'portfolio.invalidate': { answer: { kind: 'object' } },
  'portfolio.summary': { answer: { kind: 'map', keys: 'figure' } },
  'portfolio.ledger': { answer: { kind: 'map', keys: 'currency' } },
  'portfolio.allocation': { answer: { kind: 'object' } },
}
