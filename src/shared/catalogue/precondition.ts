import type { Operation, Precondition } from './operation.ts'

/** The text of a precondition, and the operation that meets it. */
export interface PreconditionText {
  /** The condition as one sentence, for the form. */
  readonly sentence: string
  /** Id of the operation to call first, if one call meets the condition. */
  readonly remedy?: string
}

export const preconditionTexts: Readonly<Record<Precondition, PreconditionText>> = {
  'brokerage-session': {
    sentence: 'Requires the brokerage session. Without it IBKR returns 400 "no bridge".',
    remedy: 'session.init',
  },
  'accounts-read': { sentence: 'Read the accounts once in this session first.', remedy: 'accounts.list' },
  'portfolio-accounts-read': {
    sentence: 'Read the portfolio accounts once in this session first.',
    remedy: 'portfolio.accounts',
  },
  'contract-searched': {
    sentence:
      'Search the symbol first; the contracts of an option also need its strikes. Otherwise the response is empty or an error.',
    remedy: 'contracts.search',
  },
  'snapshot-read': {
    sentence: 'Read a snapshot of the contract first. Otherwise the response is only a warning.',
    remedy: 'market-data.snapshot',
  },
  'warm-up': { sentence: 'The first response of a session is empty or incomplete: send it again.' },
  'account-selected': {
    sentence: 'Uses the selected account. Select another one first if needed.',
    remedy: 'accounts.select',
  },
  'market-data': { sentence: 'Without a market data subscription the values are delayed or missing.' },
  'question-open': { sentence: 'Only while an order question is open. Reply to it before any other call.' },
  advisor: { sentence: 'For advisers and brokers. Other accounts get an error.' },
  'history-server': {
    sentence: 'The first call of a session may fail while the history service starts: send it again.',
  },
  'profit-subscribed': {
    sentence: 'Empty until the session has subscribed to the topic spl once. Use Warm up and repeat.',
  },
  'alert-filter': {
    sentence:
      'A filter in front of IBKR currently rejects every new alert (403): create alerts in TWS or Client Portal. Lists, switches and deletions work.',
  },
}

const withoutBrokerageSession: ReadonlySet<string> = new Set(['/v1/api/iserver/reauthenticate'])

/** Returns all preconditions of an operation, including those that its path implies. */
export function listPreconditions(operation: Pick<Operation, 'path' | 'needs'>): readonly Precondition[] {
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
