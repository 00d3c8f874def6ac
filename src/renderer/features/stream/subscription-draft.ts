import type { ContractMatch } from '../../../shared/contract/views.ts'

/** What can be subscribed to by a form, and the text itself for everything else. */
export const STREAM_TOPICS = ['smd', 'sbd', 'smh', 'sor', 'str', 'spl', 'ssd', 'sld', 'raw'] as const
export type StreamTopicName = (typeof STREAM_TOPICS)[number]

export const TOPIC_TITLES: Readonly<Record<StreamTopicName, string>> = {
  smd: 'Market data',
  sbd: 'Depth ladder',
  smh: 'History',
  sor: 'Orders',
  str: 'Trades',
  spl: 'Profit and loss',
  ssd: 'Account summary',
  sld: 'Ledger',
  raw: 'Any text',
}

/** What is worth knowing before one subscribes, from IBKR's documentation. */
export const TOPIC_NOTES: Readonly<Record<StreamTopicName, string>> = {
  smd: 'Twice a second at most. IBKR ends it after 10 to 15 minutes. The console renews it after 9.',
  sbd: 'One ladder per account; needs level II data.',
  smh: 'Five at a time; the console waits for a place.',
  sor: 'The console is subscribed already, for its order feed. IBKR tells changes only, no list.',
  str: 'Executions of the last days, then live.',
  spl: 'About once a second.',
  ssd: 'Every ten seconds, as far as it changed.',
  sld: 'Every ten seconds, as far as it changed.',
  raw: 'As IBKR writes it: topic+target+{JSON}. What does not only read wants the profile armed.',
}

/** The form as it stands, for all topics at once: what was chosen for one is there for the next. */
export interface SubscriptionDraft {
  readonly topic: StreamTopicName
  readonly contract: ContractMatch | undefined
  readonly accountId: string
  /** Numbers of market data fields. */
  readonly fields: readonly string[]
  readonly exchange: string
  readonly days: number
  readonly period: string
  readonly bar: string
  readonly text: string
}

export const FIRST_DRAFT: SubscriptionDraft = {
  topic: 'smd',
  contract: undefined,
  accountId: '',
  fields: ['31', '84', '88', '86', '85', '82', '87'],
  exchange: '',
  days: 1,
  period: '2h',
  bar: '5min',
  text: '',
}

/** A field of the form that has to be filled in. */
export type DraftProblem = 'contract' | 'fields' | 'account' | 'text' | 'options'

export type DraftText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing'; readonly field: DraftProblem }

/** The text that subscribes, or what is missing for it. Pure. */
export function subscriptionText(draft: SubscriptionDraft): DraftText {
  const { topic, contract, accountId, fields, exchange, days, period, bar } = draft
  const needsContract = topic === 'smd' || topic === 'sbd' || topic === 'smh'
  const needsAccount = topic === 'sbd' || topic === 'ssd' || topic === 'sld'
  if (needsContract && contract === undefined) return { kind: 'missing', field: 'contract' }
  if (needsAccount && accountId === '') return { kind: 'missing', field: 'account' }
  const conid = contract?.conid
  switch (topic) {
    case 'smd':
      if (fields.length === 0) return { kind: 'missing', field: 'fields' }
      return text(`smd+${conid}${exchange === '' ? '' : `@${exchange}`}`, { fields })
    case 'sbd':
      return text(`sbd+${accountId}+${conid}${exchange === '' ? '' : `+${exchange}`}`)
    case 'smh':
      return text(`smh+${conid}`, { period, bar, source: 'trades', format: '%o/%c/%h/%l', outsideRth: false })
    case 'str':
      return text('str', { realtimeUpdatesOnly: false, days })
    case 'sor':
    case 'spl':
      return text(topic, {})
    case 'ssd':
    case 'sld':
      return text(`${topic}+${accountId}`, {})
    case 'raw':
      return draft.text.trim() === '' ? { kind: 'missing', field: 'text' } : { kind: 'text', text: draft.text.trim() }
  }
}

const text = (head: string, options?: object): DraftText => ({
  kind: 'text',
  text: options === undefined ? head : `${head}+${JSON.stringify(options)}`,
})
