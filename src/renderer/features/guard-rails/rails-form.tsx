import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import {
  ASSET_CLASSES,
  GUARD_RAIL_NAMES,
  type GuardRails,
  INDIVIDUAL_ACCOUNT_RAILS,
  LIMIT_CURRENCIES,
  NO_RAILS,
  type NumberRailName,
  type RailAction,
} from '../../../shared/domain/guard-rails.ts'
import { errorText, hasCode } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { manageProfile } from '../../stores/profiles-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { onceDrawn } from '../../ui/once-drawn.ts'
import { Select } from '../../ui/select.tsx'
import { UnsavedBar } from '../../ui/unsaved-bar.tsx'
import { kindHeading } from '../contracts/index.ts'
import { applySavedGuardRails, discardGuardRailEdits, editGuardRails, useGuardRailsStore } from './guard-rails-store.ts'
import { RailRow } from './rail-row.tsx'
import { checkDraft, type DraftRail, draftOf, type RailsDraft, type RailsProblems } from './rails-draft.ts'
import './guard-rails.css'

type NumberRow = readonly [name: NumberRailName, label: string, unit: string, help: string]

const ORDER_ROWS: readonly NumberRow[] = [
  ['quantity', 'Order quantity', 'per order', 'Shares, contracts, or units of a currency.'],
  ['value', 'Order value', '', 'Quantity × price × multiplier: what the order costs or brings in.'],
  ['notional', 'Notional', '', 'As the order value. An option counts with the price of its underlying.'],
  ['collar', 'Price collar', '% from last', 'For limit and stop prices. A market order needs a current quote.'],
]

const OPTION_ROWS: readonly NumberRow[] = [
  [
    'delta',
    'Delta-adjusted quantity',
    'units',
    'Quantity × multiplier × delta in shares; of options on futures, in futures.',
  ],
  [
    'expiryLoss',
    'Maximum loss at expiry',
    '',
    'Of an option, or a combo of one expiry. An unlimited loss exceeds every limit.',
  ],
  [
    'nakedShorts',
    'Naked short options',
    'contracts',
    'Short options that neither shares, futures nor long options cover. 0 allows none.',
  ],
  [
    'daysToExpiry',
    'Minimum days to expiry',
    'days',
    'For orders that open a position. 1 excludes contracts that expire today.',
  ],
]

const ACCOUNT_ROWS: readonly NumberRow[] = [
  ['position', 'Position', 'per contract', 'After the order and all working orders, in shares or contracts.'],
  ['workingOrders', 'Working orders', 'orders', 'Including new ones. Changes of orders do not count.'],
  ['ordersPerMinute', 'Orders per minute', 'orders', 'New and changed orders from this console.'],
  ['dailyLoss', 'Daily loss', '', 'Across all accounts. This limit never stops a cancel.'],
]

/** Opens the limits of the profile in use. */
export function openGuardRails(): void {
  manageProfile()
  onceDrawn(focusGuardRails)
}

function focusGuardRails(): void {
  const heading = document.querySelector<HTMLElement>('.guard-rails > h3')
  heading?.scrollIntoView()
  heading?.focus()
}

export function GuardRailsSection({ profile }: { readonly profile: ProfileView }) {
  const rails = useGuardRailsStore((data) => data.rails?.[profile.id])
  return rails ? <RailsForm profile={profile} rails={rails} /> : null
}

function RailsForm({ profile, rails }: { readonly profile: ProfileView; readonly rails: GuardRails }) {
  const edits = useGuardRailsStore((data) => data.unsaved[profile.id])
  const draft = { ...draftOf(rails), ...edits }
  const formId = useId()
  const [problems, setProblems] = useState<RailsProblems>({})
  const [failure, setFailure] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const change = (next: Partial<RailsDraft>): void => {
    editGuardRails(profile.id, next)
    setProblems({})
    setFailure(undefined)
  }
  useEffect(() => {
    if (Object.keys(problems).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problems])

  // Returns the focus to the row that was edited, because the focused button disappears: to the action of the row,
  // because a limit would take the next shortcut as its text.
  const edited = useRef<Element>(null)
  const focusForm = (): void => {
    const row = edited.current?.closest('.guard-rail')
    focusWhereLost((row ?? form.current)?.querySelector<HTMLElement>('input[type="radio"]:checked, h3') ?? null)
  }
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const checked = checkDraft(draft)
    if (checked.kind === 'invalid') return setProblems(checked.problems)
    setIsBusy(true)
    try {
      await hostLink().call('guardRails.change', { profileId: profile.id, rails: checked.rails })
      applySavedGuardRails(profile.id, draft, checked.rails)
      showToast('good', `Saved the guard rails of “${profile.name}”.`)
    } catch (error) {
      if (!hasCode(error, 'cancelled')) setFailure(errorText(error))
    }
    setIsBusy(false)
    onceDrawn(focusForm)
  }
  const discard = (): void => {
    discardGuardRailEdits(profile.id)
    setProblems({})
    setFailure(undefined)
    onceDrawn(focusForm)
  }
  const rowOf = (name: NumberRailName | 'symbols') => ({
    action: draft[name].action,
    error: problems[name],
    onAction: (action: RailAction) => change({ [name]: { ...draft[name], action } satisfies DraftRail }),
  })
  const numberRow = ([name, label, unit, help]: NumberRow) => (
    <RailRow key={name} label={label} help={help} {...rowOf(name)}>
      {(control) => (
        <span className="row">
          <input
            {...control}
            className="input align-end"
            inputMode="decimal"
            autoComplete="off"
            value={draft[name].text}
            onChange={({ target }) => change({ [name]: { ...draft[name], text: target.value } })}
          />
          <span className="tertiary">{unit || draft.currency}</span>
        </span>
      )}
    </RailRow>
  )
  return (
    <>
      <form
        ref={form}
        id={formId}
        className="guard-rails part-large"
        aria-label="Guard rails"
        onSubmit={(event) => void save(event)}
        onFocus={({ target }) => {
          edited.current = target
        }}
      >
        <h3 className="section-title" tabIndex={-1}>
          Guard rails
        </h3>
        <p className="secondary">
          The console checks every order against these limits, whether it comes from the ticket, the explorer or the
          history. Refuse blocks the order. Warn requires a confirmation in the review.
        </p>
        <div>
          {ORDER_ROWS.map(numberRow)}
          <RailRow label="Allowed symbols" help="Separated by commas or spaces." {...rowOf('symbols')}>
            {(control) => (
              <input
                {...control}
                className="input"
                autoComplete="off"
                spellCheck={false}
                placeholder="AAPL, MSFT"
                value={draft.symbols.text}
                onChange={({ target }) => change({ symbols: { ...draft.symbols, text: target.value } })}
              />
            )}
          </RailRow>
          <RailRow
            label="Allowed asset classes"
            action={draft.assetClasses.action}
            error={problems.assetClasses}
            onAction={(action) => change({ assetClasses: { ...draft.assetClasses, action } })}
          >
            {({ id }) => (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be labelled by the row
              <div id={id} className="row wrap small" role="group" aria-label="Allowed asset classes">
                {ASSET_CLASSES.map((each) => (
                  <Checkbox
                    key={each}
                    checked={draft.assetClasses.allowed.includes(each)}
                    onChange={(checked) => change({ assetClasses: withClass(draft, each, checked) })}
                  >
                    {kindHeading(each)}
                  </Checkbox>
                ))}
              </div>
            )}
          </RailRow>
          <h4 className="guard-rails-group">Options and futures</h4>
          {OPTION_ROWS.map(numberRow)}
          <h4 className="guard-rails-group">Account</h4>
          {ACCOUNT_ROWS.map(numberRow)}
        </div>
        <div className="row guard-rails-currency">
          <span className="secondary">Currency of the limits</span>
          <Select
            aria-label="Currency of the limits"
            value={draft.currency}
            options={LIMIT_CURRENCIES}
            onChange={(currency) => change({ currency })}
          />
        </div>
        <div className="actions row wrap">
          <Button look="quiet" onClick={() => change(draftOf(INDIVIDUAL_ACCOUNT_RAILS))}>
            Use individual account limits
          </Button>
          <Button look="quiet" onClick={() => change(withoutLimits(draft))}>
            Turn all off
          </Button>
        </div>
      </form>
      {edits && (
        // Outside the form, so that the bar stays visible wherever the pane is scrolled.
        <UnsavedBar
          status="Unsaved changes: not in force"
          save="Save guard rails"
          form={formId}
          failure={failure}
          isBusy={isBusy}
          onDiscard={discard}
        />
      )}
    </>
  )
}

function withClass({ assetClasses }: RailsDraft, name: string, checked: boolean): RailsDraft['assetClasses'] {
  const isAllowed = (each: string): boolean => (each === name ? checked : assetClasses.allowed.includes(each))
  return { ...assetClasses, allowed: ASSET_CLASSES.filter(isAllowed) }
}

/** Turns every limit off without clearing its value. */
function withoutLimits(draft: RailsDraft): RailsDraft {
  const off = draftOf(NO_RAILS)
  const entries = GUARD_RAIL_NAMES.map((name) => [name, { ...draft[name], action: off[name].action }])
  return { ...draft, ...(Object.fromEntries(entries) as Partial<RailsDraft>) }
}
