import { Check, CircleDashed, Minus, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ImportView, VerificationCheck, VerificationView } from '../../../shared/contract/import-views.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { testLogin, verifyKeys } from './import-actions.ts'
import { ContinueButton, goToStep, StepFrame } from './step-frame.tsx'
import { STEP_TITLES, stepOfCheck } from './wizard-steps.ts'
import './wizard.css'

/** Everything that can be proved without sending a byte. It runs by itself whenever something changed. */
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
      lead={<p>The checks run on this computer; nothing is sent. They take a second or two.</p>}
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
      <Checks view={view} proof={offline} />
      <CheckResult proof={offline} />
    </StepFrame>
  )
}

/** One login at IBKR. It may wait: keys that are registered today often work tomorrow. */
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
      <StepFrame
        view={view}
        step="test"
        title="Test the login"
        lead={<p>Verify the keys locally first: keys that do not match cannot work at IBKR.</p>}
        primary={<ContinueButton view={view} to="verify" label="Verify locally" />}
      >
        {null}
      </StepFrame>
    )
  }
  return (
    <StepFrame
      view={view}
      step="test"
      title="Test the login"
      lead={
        <p>
          Logs in once at {server}, as every start of the console does. Changes nothing. Does not end other sessions.
        </p>
      }
      note={failureNote(view)}
      primary={<Primary view={view} onRun={run} onStop={() => flight.current?.abort()} />}
    >
      {online.state === 'not-run' ? (
        <EmptyState title="Not tested yet">
          IBKR may reject new keys until its nightly reset. If so, store them now and test the login tomorrow.
        </EmptyState>
      ) : (
        <Checks view={view} proof={online} />
      )}
      <CheckResult proof={online} />
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

/** The keyboard goes with the buttons: each takes the place of the one that was pressed. */
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
    case 'failed':
      return isNewConsumerKey(online) ? (
        <>
          <Button onClick={onRun}>Test again</Button>
          <Button key="later" look="primary" ref={focusWhereLost} onClick={store}>
            Store now, test later
          </Button>
        </>
      ) : (
        <>
          <Button onClick={store}>Store anyway</Button>
          <Button key="again" look="primary" ref={focusWhereLost} onClick={onRun}>
            Test again
          </Button>
        </>
      )
  }
}

const STATE_WORDS: Readonly<Record<VerificationCheck['state'], string>> = {
  waiting: 'waiting',
  running: 'running',
  passed: 'passed',
  failed: 'failed',
  skipped: 'skipped',
}

const MARKS: Readonly<Record<VerificationCheck['state'], ReactNode>> = {
  waiting: <CircleDashed size={14} />,
  running: <span className="spinner" />,
  passed: <Check size={14} />,
  failed: <X size={14} />,
  skipped: <Minus size={14} />,
}

/** Each claim with a tick, or with a sentence that says what to do and the way there. */
function Checks({ view, proof }: { readonly view: ImportView; readonly proof: VerificationView }) {
  return (
    <ol aria-label="Checks">
      {proof.checks.map((line) => (
        <li key={line.id} className="key-check line-row" data-state={line.state}>
          <span className="key-check-mark" aria-hidden="true">
            {MARKS[line.state]}
          </span>
          <div>
            <p>
              {line.claim}
              <span className="visually-hidden">: {STATE_WORDS[line.state]}</span>
            </p>
            {line.message !== undefined && <p className="wrap-anywhere">{line.message}</p>}
          </div>
          {line.state === 'failed' && <FixButton view={view} line={line} />}
        </li>
      ))}
    </ol>
  )
}

/** Trouble at the server, which no step of the wizard mends. */
const PASSING: readonly string[] = [
  'service-unavailable',
  'server-failed',
  'too-many-requests',
  'penalty-box',
  'gone',
  'unauthorized',
  'body-invalid',
]

function FixButton({ view, line }: { readonly view: ImportView; readonly line: VerificationCheck }) {
  const step = PASSING.includes(line.code ?? '') ? undefined : stepOfCheck(line.id)
  if (step === undefined) return null
  return (
    <Button aria-label={`Fix in ${STEP_TITLES[step]}`} onClick={() => goToStep(view.id, step)}>
      {STEP_TITLES[step]}
    </Button>
  )
}

/** What a proof came to, said once when it ends. */
function CheckResult({ proof }: { readonly proof: VerificationView }) {
  const failed = proof.checks.filter(({ state }) => state === 'failed').length
  const skipped = proof.checks.filter(({ state }) => state === 'skipped').length
  const words = {
    'not-run': '',
    running: 'Checks running.',
    passed: skipped === 0 ? 'All checks passed.' : 'Checks passed; some were skipped.',
    failed: failed === 1 ? '1 check failed.' : `${failed} checks failed.`,
  }[proof.state]
  return (
    <p className="visually-hidden" role="status">
      {words}
    </p>
  )
}
