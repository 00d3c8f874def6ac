import { Plus, Send } from 'lucide-react'
import { useState } from 'react'
import { hasInvalidOptions } from '../../../shared/domain/topics.ts'
import { hostLink } from '../../platform/host-link.ts'
import { profileIdInUse, useSessionStore } from '../../stores/session-store.ts'
import { useAction } from '../../stores/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { rememberContracts, SymbolSearch } from '../contracts/index.ts'
import { ListControl, suggestionsFor } from '../explorer/index.ts'
import {
  DRAFT_TOPICS,
  type DraftProblem,
  FIRST_DRAFT,
  needsTarget,
  type SubscriptionDraft,
  subscriptionText,
  topicForm,
} from './subscription-draft.ts'

const MISSING: Readonly<Record<DraftProblem, string>> = {
  contract: 'Choose a contract.',
  fields: 'Choose at least one field.',
  account: 'Connect first to load the accounts.',
  text: 'Enter the text to send.',
  options: 'The options that start with { are not a valid JSON object. Fix them to subscribe, or choose Send once.',
}

async function send(call: 'stream.subscribe' | 'socket.send', text: string): Promise<undefined> {
  if (call === 'stream.subscribe') await hostLink().call(call, { text })
  else await hostLink().call(call, { text, profileId: profileIdInUse() ?? '' })
  return undefined
}

/** Form that subscribes to a topic. Shows the text to be sent. */
export function SubscribeForm() {
  const [draft, setDraft] = useState<SubscriptionDraft>(FIRST_DRAFT)
  const [problem, setProblem] = useState<DraftProblem>()
  const { problem: failure, setProblem: setFailure, run } = useAction()
  const state = useSessionStore((data) => data.view?.state)
  const accounts = state?.kind === 'ready' ? state.accounts.accounts : []
  const selected = state?.kind === 'ready' ? state.accounts.selected : ''
  const filled = { ...draft, accountId: draft.accountId || selected }
  const { topic } = draft
  const form = topicForm(topic)
  const inputs = form.inputs ?? []
  const made = subscriptionText(filled)
  const change = (part: Partial<SubscriptionDraft>): void => {
    setDraft((before) => ({ ...before, ...part }))
    setProblem(undefined)
    setFailure(undefined)
  }
  const act = (call: 'stream.subscribe' | 'socket.send'): void => {
    if (made.kind === 'missing') setProblem(made.field)
    else void run(() => send(call, made.text))
  }

  return (
    <form
      className="subscribe rigid stack padded line-below"
      aria-label="Subscribe"
      onSubmit={(event) => {
        event.preventDefault()
        if (made.kind === 'text' && hasInvalidOptions(made.text)) setProblem('options')
        else act('stream.subscribe')
      }}
    >
      <Field label="Topic" help={form.note}>
        {(control) => (
          <Select
            {...control}
            value={topic}
            options={DRAFT_TOPICS.map((each) => ({
              value: each,
              label: each === 'raw' ? topicForm(each).title : `${topicForm(each).title} (${each})`,
            }))}
            onChange={(next) => change({ topic: next })}
          />
        )}
      </Field>
      {needsTarget(topic, 'contract') && (
        <SymbolSearch
          contract={draft.contract}
          focusFirst={false}
          problem={problem === 'contract' ? MISSING.contract : undefined}
          onChoose={(contract) => {
            if (contract) rememberContracts([[String(contract.conid), contract.symbol]])
            change({ contract })
          }}
        />
      )}
      {needsTarget(topic, 'account') && (
        <Field label="Account" error={problem === 'account' ? MISSING.account : undefined}>
          {(control) => (
            <Select
              {...control}
              value={filled.accountId}
              options={accounts}
              onChange={(accountId) => change({ accountId })}
            />
          )}
        </Field>
      )}
      {inputs.includes('fields') && (
        <Field label="Fields" error={problem === 'fields' ? MISSING.fields : undefined}>
          {(control) => (
            <ListControl
              control={control}
              label="fields"
              placeholder="Add by name or number"
              text={draft.fields.join()}
              suggestions={FIELDS}
              onText={(text) => change({ fields: fieldNumbers(text) })}
            />
          )}
        </Field>
      )}
      {inputs.includes('period') && (
        <div className="field-pair">
          <Field label="Period">
            {(control) => (
              <Select {...control} value={draft.period} options={PERIODS} onChange={(period) => change({ period })} />
            )}
          </Field>
          <Field label="Bar">
            {(control) => <Select {...control} value={draft.bar} options={BARS} onChange={(bar) => change({ bar })} />}
          </Field>
        </div>
      )}
      {inputs.includes('days') && (
        <Field label="Days" help="1 is today only. At most 7.">
          {(control) => (
            <input
              {...control}
              className="input"
              type="number"
              min={1}
              max={7}
              value={draft.days}
              onChange={(event) =>
                change({ days: Math.min(7, Math.max(1, Math.trunc(Number(event.target.value)) || 1)) })
              }
            />
          )}
        </Field>
      )}
      {topic === 'raw' && (
        <Field label="Text" error={problem === 'text' || problem === 'options' ? MISSING[problem] : undefined}>
          {(control) => (
            <input
              {...control}
              className="input code"
              autoComplete="off"
              spellCheck={false}
              maxLength={16_000}
              placeholder="smd+265598+{&quot;fields&quot;:[&quot;31&quot;]}"
              value={draft.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          )}
        </Field>
      )}
      {made.kind === 'text' && topic !== 'raw' && (
        <p className="hint wrap-anywhere">
          <span className="visually-hidden">Will be sent: </span>
          <span aria-hidden="true">↑ </span>
          <code>{made.text}</code>
        </p>
      )}
      {failure !== undefined && (
        <p className="field-error" role="alert">
          {failure}
        </p>
      )}
      <div className="actions row wrap">
        <Button look="primary" type="submit" icon={<Plus size={13} aria-hidden="true" />}>
          Subscribe
        </Button>
        {topic === 'raw' && (
          <Button
            icon={<Send size={13} aria-hidden="true" />}
            title="Send once; not repeated after a reconnect"
            onClick={() => act('socket.send')}
          >
            Send once
          </Button>
        )}
      </div>
    </form>
  )
}

const PERIODS = ['30min', '2h', '1d', '1w', '1m', '1y'] as const
const BARS = ['1min', '5min', '15min', '1h', '1d'] as const
const FIELDS = suggestionsFor({ kind: 'integer', format: 'fieldId' }, [])

/** Returns the field numbers in a string, without duplicates. */
const fieldNumbers = (text: string): readonly string[] => [
  ...new Set(text.split(',').filter((field) => /^\d{1,5}$/.test(field))),
]
