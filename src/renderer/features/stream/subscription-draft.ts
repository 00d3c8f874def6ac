import type { ContractMatch } from '../../../shared/contract/order-views.ts'
import {
  findTarget,
  findTopic,
  formatSocketText,
  parseSocketText,
  TOPIC_NAMES,
  TOPICS,
  type TopicForm,
  type TopicName,
} from '../../../shared/domain/topics.ts'

/** Topic with a form, or `raw` for subscription text that the user enters. */
export type DraftTopic = TopicName | 'raw'

const RAW: TopicForm = {
  title: 'Raw text',
  note: 'IBKR’s syntax: topic+target+{JSON}. Messages that do more than read require an armed profile.',
}

export const topicForm = (topic: DraftTopic): TopicForm => (topic === 'raw' ? RAW : (findTopic(topic).form ?? RAW))

export const DRAFT_TOPICS: readonly DraftTopic[] = [...TOPIC_NAMES.filter((name) => findTopic(name).form), 'raw']

/** Input of the form, kept when the topic changes. */
export interface SubscriptionDraft {
  readonly topic: DraftTopic
  readonly contract: ContractMatch | undefined
  readonly accountId: string
  /** IBKR's field numbers for market data. */
  readonly fields: readonly string[]
  readonly days: number
  readonly period: string
  readonly bar: string
  readonly text: string
}

export const FIRST_DRAFT: SubscriptionDraft = {
  topic: 'smd',
  contract: undefined,
  accountId: '',
  fields: TOPICS.smd.form.options.fields,
  days: TOPICS.str.form.options.days,
  period: TOPICS.smh.form.options.period,
  bar: TOPICS.smh.form.options.bar,
  text: '',
}

export type DraftProblem = 'contract' | 'fields' | 'account' | 'text' | 'options'

type DraftText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing'; readonly field: DraftProblem }

/** Reports whether a subscription to the topic requires a contract or an account. */
export const needsTarget = (topic: DraftTopic, target: 'contract' | 'account'): boolean =>
  topic !== 'raw' && findTopic(topic).targets.includes(target)

/** Returns the subscription text, or the name of a missing field. */
export function subscriptionText(draft: SubscriptionDraft): DraftText {
  const { topic, contract, accountId, fields } = draft
  if (topic === 'raw') {
    const text = draft.text.trim()
    return text === '' ? { kind: 'missing', field: 'text' } : { kind: 'text', text }
  }
  if (needsTarget(topic, 'contract') && contract === undefined) return { kind: 'missing', field: 'contract' }
  if (needsTarget(topic, 'account') && accountId === '') return { kind: 'missing', field: 'account' }
  const { targets, form: { options, inputs = [] } = {} } = findTopic(topic)
  if (inputs.includes('fields') && fields.length === 0) return { kind: 'missing', field: 'fields' }
  const values = targets.flatMap((target) =>
    target === 'contract' ? String(contract?.conid) : target === 'account' ? accountId : [],
  )
  const chosen = Object.fromEntries(inputs.map((name) => [name, draft[name]]))
  return { kind: 'text', text: formatSocketText(topic, values, options && { ...options, ...chosen }) }
}

/** Returns the conid of a subscription; undefined if its topic has none. */
export function subscribedConid(text: string): string | undefined {
  return /^\d+/.exec(findTarget(parseSocketText(text), 'contract') ?? '')?.[0]
}
