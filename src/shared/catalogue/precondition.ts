import type { Operation, Precondition } from './operation.ts'

/** A precondition in words, and the operation that brings it about. */
export interface PreconditionText {
  /** One sentence for the form. */
  readonly sentence: string
  /** Id of the operation to call first, where one call does it. */
  readonly remedy?: string
}

export const preconditionTexts: Readonly<Record<Precondition, PreconditionText>> = {
  'brokerage-session': {
    sentence: 'Needs the brokerage session; without it IBKR answers 400 "no bridge".',
    remedy: 'session.init',
  },
  'accounts-read': { sentence: 'Read the accounts once in this session first.', remedy: 'accounts.list' },
  'portfolio-accounts-read': {
    sentence: 'Read the portfolio accounts once in this session first.',
    remedy: 'portfolio.accounts',
  },
  'contract-searched': {
    sentence: 'Search the symbol first; without it the answer is empty or an error.',
    remedy: 'contracts.search',
  },
  'snapshot-read': {
    sentence: 'Read a snapshot of the contract first; without it the answer only warns.',
    remedy: 'market-data.snapshot',
  },
  'warm-up': { sentence: 'The first answer of a session is empty or sparse: send it again.' },
  'account-selected': {
    sentence: 'Works on the selected account: select another one first.',
    remedy: 'accounts.select',
  },
  'market-data': { sentence: 'Without a market data subscription the values are delayed or missing.' },
  'question-open': { sentence: 'Only while a question of an order waits; answer it before any other call.' },
  advisor: { sentence: 'For advisers and brokers; other accounts get an error.' },
  'history-server': {
    sentence: 'The first call of a session may fail while the history service starts: send it again.',
  },
  'profit-subscribed': {
    sentence: 'Empty until the topic spl was subscribed to once in the session: Warm up and repeat does that.',
  },
  'alert-filter': {
    sentence:
      'A filter in front of IBKR currently rejects every new alert (403): create alerts in TWS or Client Portal. Lists, switches and deletions work.',
  },
}

const withoutBrokerageSession: ReadonlySet<string> = new Set(['/v1/api/iserver/reauthenticate'])

/** All preconditions of an operation, those that follow from its path included. */
export function preconditionsOf(operation: Pick<Operation, 'path' | 'needs'>): readonly Precondition[] {
  const { path, needs = [] } = operation
  const brokerage =
    path.startsWith('/v1/api/iserver/') &&
    !path.startsWith('/v1/api/iserver/auth/') &&
    !withoutBrokerageSession.has(path)
  const portfolio = /^\/v1\/api\/portfolio2?\/\{/.test(path)
  return [
    ...(brokerage ? (['brokerage-session'] as const) : []),
    ...(portfolio ? (['portfolio-accounts-read'] as const) : []),
    ...needs,
  ]
}
