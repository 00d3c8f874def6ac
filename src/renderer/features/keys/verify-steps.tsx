import { Check, CircleDashed, Minus, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ImportView, VerificationCheck, VerificationView } from '../../../shared/contract/import-views.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import type { Tone } from '../../ui/tone.ts'
import { testLogin, verifyKeys } from './import-actions.ts'
import { ContinueButton, goToStep, StepFrame, UnverifiedStep } from './step-frame.tsx'
import { STEP_TITLES, stepOfCheck } from './wizard-steps.ts'
import './wizard.css'

/** Wizard step with local checks, which run after each change and send no requests. */
export function VerifyStep({ view }: { readonly view: ImportView }) {
  const { id, verification: offline } = view
  const notRun = offline.state === 'not-run'
  useEffect(() => {
    if (notRun) void verifyKeys(id)
  }, [id, notRun])
  return (
    <StepFrame
      view={view}
      step="verify"
      title="Verify the keys locally"
      lead="The checks run on this computer; nothing is sent. They take a second or two."
      note={offline.state === 'failed' ? 'Fix the failed checks; they run again automatically.' : undefined}
      primary={
        offline.state === 'failed' ? (
          <Button look="primary" onClick={() => void verifyKeys(id)}>
            Run again
          </Button>
        ) : (
          <ContinueButton view={view} to="test" ready={offline.state === 'passed'} />
        )
      }
    >
      <Checks view={view} results={offline} />
      <CheckResult results={offline} />
    </StepFrame>
  )
}

/** Wizard step that tests the login. Optional, because IBKR often accepts new keys only on the next day. */
export function TestLoginStep({ view }: { readonly view: ImportView }) {
  const { id, loginTest: online, verification: offline } = view
  const flight = useRef<AbortController>(undefined)
  useEffect(() => () => flight.current?.abort(), [])
  const run = (): void => {
    flight.current?.abort()
    flight.current = new AbortController()
    void testLogin(id, flight.current.signal)
  }
  const server = view.fields.server?.kind === 'good' ? view.fields.server.shown : 'api.ibkr.com'
  if (offline.state !== 'passed') {
    return (
      <UnverifiedStep view={view} step="test" title="Test the login">
        Verify the keys locally first: IBKR rejects keys that do not match.
      </UnverifiedStep>
    )
  }
  return (
    <StepFrame
      view={view}
      step="test"
      title="Test the login"
      lead={`Logs in to ${server} once, as the console does at every start. Changes nothing and does not end other sessions.`}
      note={failureNote(view)}
      primary={<Primary view={view} onRun={run} onStop={() => flight.current?.abort()} />}
    >
      {online.state === 'not-run' ? (
        <EmptyState title="Not tested yet">
          IBKR may reject new keys until its nightly reset. If so, store them now and test the login tomorrow.
        </EmptyState>
      ) : (
        <Checks view={view} results={online} />
      )}
      <CheckResult results={online} />
    </StepFrame>
  )
}

const isNewConsumerKey = ({ checks }: VerificationView): boolean =>
  checks.some(({ code }) => code === 'consumer-invalid')

function failureNote({ loginTest: online }: ImportView): string | undefined {
  if (online.state !== 'failed') return undefined
  return isNewConsumerKey(online)
    ? 'Expected for a new consumer key: store the keys now and test the login after the reset.'
    : 'You can still store the keys.'
}

interface PrimaryProps {
  readonly view: ImportView
  readonly onRun: () => void
  readonly onStop: () => void
}

/** Buttons of the login test. A button that replaces the pressed button receives the focus. */
function Primary({ view, onRun, onStop }: PrimaryProps) {
  const { loginTest: online } = view
  const store = (): void => goToStep(view.id, 'store')
  switch (online.state) {
    case 'running':
      return (
        <Button key="stop" ref={focusWhereLost} onClick={onStop}>
          Stop
        </Button>
      )
    case 'passed':
      return (
        <Button key="continue" look="primary" ref={focusWhereLost} onClick={store}>
          Continue
        </Button>
      )
    case 'not-run':
      return (
        <>
          <Button onClick={store}>Skip</Button>
          <Button key="run" look="primary" ref={focusWhereLost} onClick={onRun}>
            Test login
          </Button>
        </>
      )
    case 'failed': {
      const isNew = isNewConsumerKey(online)
      return (
        <>
          <Button onClick={isNew ? onRun : store}>{isNew ? 'Test again' : 'Store anyway'}</Button>
          <Button key={isNew ? 'later' : 'again'} look="primary" ref={focusWhereLost} onClick={isNew ? store : onRun}>
            {isNew ? 'Store now, test later' : 'Test again'}
          </Button>
        </>
      )
    }
  }
}

const STATES: Readonly<Record<VerificationCheck['state'], { readonly mark: ReactNode; readonly tone?: Tone }>> = {
  waiting: { mark: <CircleDashed size={14} /> },
  running: { mark: <span className="spinner" />, tone: 'busy' },
  passed: { mark: <Check size={14} />, tone: 'good' },
  failed: { mark: <X size={14} />, tone: 'bad' },
  skipped: { mark: <Minus size={14} /> },
}

/** List of the checks. A failed check links to the step that fixes it. */
function Checks({ view, results }: { readonly view: ImportView; readonly results: VerificationView }) {
  return (
    <ol aria-label="Checks">
      {results.checks.map((check) => (
        <li
          key={check.id}
          className="key-check line-row padded-block"
          data-state={check.state}
          data-tone={STATES[check.state].tone}
        >
          <span className="key-check-mark" aria-hidden="true">
            {STATES[check.state].mark}
          </span>
          <div>
            <p>
              {check.claim}
              <span className="visually-hidden">: {check.state}</span>
            </p>
            {check.message !== undefined && (
              <p className={check.state === 'failed' ? 'wrap-anywhere measure tone' : 'wrap-anywhere secondary'}>
                {check.message}
              </p>
            )}
          </div>
          {check.state === 'failed' && <FixButton view={view} check={check} />}
        </li>
      ))}
    </ol>
  )
}

/** Server failures that no step of the wizard can fix. */
const SERVER_FAILURES: readonly string[] = [
  'service-unavailable',
  'server-failed',
  'too-many-requests',
  'penalty-box',
  'gone',
  'unauthorized',
  'body-invalid',
]

function FixButton({ view, check }: { readonly view: ImportView; readonly check: VerificationCheck }) {
  const step = SERVER_FAILURES.includes(check.code ?? '') ? undefined : stepOfCheck(check.id)
  if (step === undefined) return null
  return (
    <Button aria-label={`Fix in ${STEP_TITLES[step]}`} onClick={() => goToStep(view.id, step)}>
      {STEP_TITLES[step]}
    </Button>
  )
}

/** Announces the outcome when the checks end. */
function CheckResult({ results }: { readonly results: VerificationView }) {
  const failed = results.checks.filter(({ state }) => state === 'failed').length
  const skipped = results.checks.filter(({ state }) => state === 'skipped').length
  const text = {
    'not-run': '',
    running: 'Checks running.',
    passed: skipped === 0 ? 'All checks passed.' : 'Checks passed; some were skipped.',
    failed: failed === 1 ? '1 check failed.' : `${failed} checks failed.`,
  }[results.state]
  return (
    <p className="visually-hidden" role="status">
      {text}
    </p>
  )
}
