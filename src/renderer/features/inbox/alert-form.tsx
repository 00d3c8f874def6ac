import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { ContractMatch } from '../../../shared/contract/order-views.ts'
import type { QuoteView } from '../../../shared/contract/ticket-views.ts'
import type { LocalAlert } from '../../../shared/domain/local-alerts.ts'
import { numberOf } from '../../../shared/domain/read-value.ts'
import { errorText, hasCode } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Failure } from '../../ui/message.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { SymbolSearch } from '../contracts/index.ts'
import {
  type AlertDraft,
  type AlertProblems,
  checkAlertDraft,
  draftOfCondition,
  FEED_OPTIONS,
  newAlertDraft,
  readLevel,
} from './alert-draft.ts'
import { saveAlert } from './inbox-actions.ts'
import { useInboxStore } from './inbox-store.ts'

const KINDS = [
  { value: 'price', label: 'Price of a contract' },
  { value: 'daily-profit', label: 'Daily P&L of an account' },
  { value: 'order-age', label: 'Age of working orders' },
  { value: 'silent-feed', label: 'Feed without updates' },
] as const

const DIRECTIONS = [
  { value: 'rises', label: 'Rises to' },
  { value: 'falls', label: 'Falls to' },
] as const

interface AlertFormProps {
  /** Alert to change; undefined for a new alert. */
  readonly alert: LocalAlert | undefined
  readonly contract: ContractMatch | undefined
  readonly onDone: () => void
}

export function AlertForm({ alert, contract, onDone }: AlertFormProps) {
  const state = useSessionStore((data) => data.view?.state)
  const accounts = state?.kind === 'ready' ? state.accounts : undefined
  const account = accounts?.selected ?? ''
  const [initial] = useState(() =>
    alert ? draftOfCondition(alert.condition, account) : newAlertDraft(account, contract),
  )
  const draft = useInboxStore((data) => data.alertDraft) ?? initial
  const [problems, setProblems] = useState<AlertProblems>({})
  const [failure, setFailure] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const { kind, feed } = draft
  const isLevel = kind === 'price' || kind === 'daily-profit'
  const change = (next: Partial<AlertDraft>): void => {
    useInboxStore.setState(({ alertDraft = initial }) => ({ alertDraft: { ...alertDraft, ...next } }))
    setProblems({})
    setFailure(undefined)
  }
  useEffect(() => {
    if (Object.keys(problems).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problems])

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const checked = checkAlertDraft(draft)
    if (checked.kind === 'invalid') return setProblems(checked.problems)
    setIsBusy(true)
    try {
      await saveAlert(checked.condition, alert)
      onDone()
    } catch (error) {
      // The only value that the form cannot check is a price at or below 0.
      if (isLevel && hasCode(error, 'invalid-input')) setProblems({ level: errorText(error) })
      else setFailure(errorText(error))
      setIsBusy(false)
    }
  }
  return (
    <form ref={form} className="inbox-form stack scroll grow" aria-label="Alert" onSubmit={(event) => void save(event)}>
      <Field label="Alert on">
        {(control) => (
          <Select
            {...control}
            data-initial-focus
            value={kind}
            options={KINDS}
            onChange={(value: AlertDraft['kind']) => change({ kind: value })}
          />
        )}
      </Field>
      {kind === 'silent-feed' && (
        <Field label="Feed">
          {(control) => (
            <Select {...control} value={feed} options={FEED_OPTIONS} onChange={(value) => change({ feed: value })} />
          )}
        </Field>
      )}
      {(kind === 'price' || (kind === 'silent-feed' && feed === 'quote')) && (
        <SymbolSearch
          contract={draft.contract}
          problem={problems.contract}
          focusFirst={false}
          onChoose={(chosen) => change({ contract: chosen })}
        />
      )}
      {kind === 'daily-profit' && (
        <Field label="Account" error={problems.account}>
          {(control) => (
            <Select
              {...control}
              value={draft.account}
              options={accounts?.accounts ?? []}
              placeholder="Not connected"
              onChange={(value: string) => change({ account: value })}
            />
          )}
        </Field>
      )}
      {isLevel && (
        <>
          <Segmented
            label="Direction"
            options={DIRECTIONS}
            value={draft.direction}
            onChange={(direction) => change({ direction })}
          />
          <TextField
            label={kind === 'price' ? 'Price' : 'Amount in the base currency'}
            value={draft.level}
            maxLength={30}
            error={problems.level}
            help={kind === 'price' ? undefined : 'Negative for a loss, such as -500.'}
            onChange={(level) => change({ level })}
          />
          {kind === 'price' && draft.contract && <LastPrice contract={draft.contract} draft={draft} />}
        </>
      )}
      {kind === 'order-age' && (
        <TextField
          label="Minutes"
          value={draft.minutes}
          maxLength={10}
          error={problems.minutes}
          help="Triggers once for each order. The age starts at IBKR’s time of the order, or when the console first received it."
          onChange={(minutes) => change({ minutes })}
        />
      )}
      {kind === 'silent-feed' && (
        <TextField
          label="Seconds without an update"
          value={draft.seconds}
          maxLength={10}
          error={problems.seconds}
          help={feed === 'quote' ? 'Quotes also pause outside trading hours.' : undefined}
          onChange={(seconds) => change({ seconds })}
        />
      )}
      {kind !== 'order-age' && <Repetition draft={draft} onChange={change} />}
      {(kind === 'price' || feed === 'quote') && kind !== 'order-age' && kind !== 'daily-profit' && (
        <p className="hint">Uses one market data line while the alert is active.</p>
      )}
      <Failure title="Alert not saved" text={failure} />
      <div className="row">
        <Button type="submit" look="primary" busy={isBusy} disabled={isBusy}>
          {alert ? 'Save alert' : 'Create alert'}
        </Button>
        <Button onClick={onDone}>Discard</Button>
      </div>
      <p className="hint">Alerts only notify you. They never place, change or cancel an order.</p>
    </form>
  )
}

const REPETITIONS: Readonly<Record<'price' | 'daily-profit' | 'silent-feed', string>> = {
  price: 'After the price moves back by 0.1%',
  'daily-profit': 'After the P&L moves back by 2%',
  'silent-feed': 'After the next update',
}

function Repetition(props: { readonly draft: AlertDraft; readonly onChange: (change: Partial<AlertDraft>) => void }) {
  const { draft, onChange } = props
  const automatic = draft.kind === 'order-age' ? '' : REPETITIONS[draft.kind]
  return (
    <Field label="Repeat">
      {(control) => (
        <Select
          {...control}
          value={draft.rearm}
          options={[
            { value: 'automatic', label: automatic },
            { value: 'manual', label: 'Only when I repeat it' },
          ]}
          onChange={(rearm: AlertDraft['rearm']) => onChange({ rearm })}
        />
      )}
    </Field>
  )
}

/** Current price of the contract, and whether it would trigger the alert immediately. */
function LastPrice({ contract, draft }: { readonly contract: ContractMatch; readonly draft: AlertDraft }) {
  const { conid } = contract
  const [quote, setQuote] = useState<QuoteView>()
  useEffect(() => {
    setQuote(undefined)
    const controller = new AbortController()
    hostLink()
      .call('contracts.quote', { conid }, controller.signal)
      .then(setQuote, () => undefined)
    return () => controller.abort()
  }, [conid])
  if (quote?.last === undefined) return null
  const [last, level] = [numberOf(quote.last), readLevel(draft.level)]
  const isReached =
    last !== undefined && level !== undefined && (draft.direction === 'rises' ? last >= level : last <= level)
  return (
    <p className="hint" data-tone={isReached ? 'warn' : undefined}>
      Last {quote.last}.{isReached && ' This level has already been reached, so the alert triggers immediately.'}
    </p>
  )
}
