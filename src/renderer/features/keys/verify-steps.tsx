import { Check, CircleDashed, Minus, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ImportView, VerificationCheck, VerificationView } from '../../../shared/contract/import-views.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { proveOffline, proveOnline } from './import-actions.ts'
import { ContinueButton, rememberStep, StepFrame } from './step-frame.tsx'
import { STEP_TITLES, stepOfLine } from './wizard-steps.ts'
import './proof-lines.css'

/** Everything that can be proved without sending a byte. It runs by itself whenever something changed. */
export function OfflineStep({ view }: { readonly view: ImportView }) {
  const { id, verification: offline } = view
  const notRun = offline.state === 'not-run'
  useEffect(() => {
    if (notRun) void proveOffline(id)
  }, [id, notRun])
  return (
    <StepFrame
      view={view}
      step="offline"
      title="Do they belong together?"
      lead={<p>Proved on this computer; nothing is sent anywhere. It takes a second or two.</p>}
      note={offline.state === 'failed' ? 'Mend what is marked; the proof runs again by itself.' : undefined}
      primary={
        offline.state === 'failed' ? (
          <Button look="primary" onClick={() => void proveOffline(id)}>
            Run it again
          </Button>
        ) : (
          <ContinueButton view={view} to="online" ready={offline.state === 'passed'} />
        )
      }
    >
      <ProofLines view={view} proof={offline} />
      <ProofVerdict proof={offline} />
    </StepFrame>
  )
}

/** One login at IBKR. It may wait: keys that are registered today often work tomorrow. */
export function OnlineStep({ view }: { readonly view: ImportView }) {
  const { id, loginTest: online, verification: offline } = view
  const flight = useRef<AbortController>(undefined)
  useEffect(() => () => flight.current?.abort(), [])
  const run = (): void => {
    flight.current?.abort()
    flight.current = new AbortController()
    void proveOnline(id, flight.current.signal)
  }
  const server = view.fields.server?.kind === 'good' ? view.fields.server.shown : 'api.ibkr.com'
  if (offline.state !== 'passed') {
    return (
      <StepFrame
        view={view}
        step="online"
        title="Does IBKR let you in?"
        lead={<p>First the proof on this computer: what does not belong together there cannot work at IBKR.</p>}
        primary={<ContinueButton view={view} to="offline" label="To the offline proof" />}
      >
        {null}
      </StepFrame>
    )
  }
  return (
    <StepFrame
      view={view}
      step="online"
      title="Does IBKR let you in?"
      lead={
        <p>One login at {server}, as every start of the console makes it. It changes nothing and throws nobody out.</p>
      }
      note={noteOf(view)}
      primary={<Primary view={view} onRun={run} onStop={() => flight.current?.abort()} />}
    >
      {online.state === 'not-run' ? (
        <EmptyState title="Not asked yet">
          New keys may be refused until IBKR’s nightly reset: then store them now, and prove the login tomorrow.
        </EmptyState>
      ) : (
        <ProofLines view={view} proof={online} />
      )}
      <ProofVerdict proof={online} />
    </StepFrame>
  )
}

const isTooNew = ({ checks }: VerificationView): boolean => checks.some(({ code }) => code === 'consumer-invalid')

function noteOf({ loginTest: online }: ImportView): string | undefined {
  if (online.state !== 'failed') return undefined
  return isTooNew(online)
    ? 'With a new consumer key this is the answer to expect: store the keys now and prove the login after the reset.'
    : 'The keys can be stored all the same.'
}

interface PrimaryProps {
  readonly view: ImportView
  readonly onRun: () => void
  readonly onStop: () => void
}

/** The keyboard goes with the buttons: each takes the place of the one that was pressed. */
function Primary({ view, onRun, onStop }: PrimaryProps) {
  const { loginTest: online } = view
  const store = (): void => rememberStep(view.id, 'store')
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
            Log in once
          </Button>
        </>
      )
    case 'failed':
      return isTooNew(online) ? (
        <>
          <Button onClick={onRun}>Ask again</Button>
          <Button key="later" look="primary" ref={focusWhereLost} onClick={store}>
            Store now, prove later
          </Button>
        </>
      ) : (
        <>
          <Button onClick={store}>Store anyway</Button>
          <Button key="again" look="primary" ref={focusWhereLost} onClick={onRun}>
            Ask again
          </Button>
        </>
      )
  }
}

const STATE_WORDS: Readonly<Record<VerificationCheck['state'], string>> = {
  waiting: 'waits',
  running: 'is being looked at',
  passed: 'holds',
  failed: 'does not hold',
  skipped: 'not asked',
}

const MARKS: Readonly<Record<VerificationCheck['state'], ReactNode>> = {
  waiting: <CircleDashed size={14} />,
  running: <span className="spinner" />,
  passed: <Check size={14} />,
  failed: <X size={14} />,
  skipped: <Minus size={14} />,
}

/** Each claim with a tick, or with a sentence that says what to do and the way there. */
function ProofLines({ view, proof }: { readonly view: ImportView; readonly proof: VerificationView }) {
  return (
    <ol className="proof-lines" aria-label="Proof">
      {proof.checks.map((line) => (
        <li key={line.id} className="proof-line" data-state={line.state}>
          <span className="proof-mark" aria-hidden="true">
            {MARKS[line.state]}
          </span>
          <div className="proof-text">
            <p>
              {line.claim}
              <span className="visually-hidden">: {STATE_WORDS[line.state]}</span>
            </p>
            {line.message !== undefined && (
              <p className={line.state === 'failed' ? 'proof-problem' : 'proof-found'}>{line.message}</p>
            )}
          </div>
          {line.state === 'failed' && <MendButton view={view} line={line} />}
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

function MendButton({ view, line }: { readonly view: ImportView; readonly line: VerificationCheck }) {
  const step = PASSING.includes(line.code ?? '') ? undefined : stepOfLine(line.id)
  if (step === undefined) return null
  return (
    <Button aria-label={`${STEP_TITLES[step]}: mend it there`} onClick={() => rememberStep(view.id, step)}>
      {STEP_TITLES[step]}
    </Button>
  )
}

/** What a proof came to, said once when it ends. */
function ProofVerdict({ proof }: { readonly proof: VerificationView }) {
  const failed = proof.checks.filter(({ state }) => state === 'failed').length
  const skipped = proof.checks.filter(({ state }) => state === 'skipped').length
  const words = {
    'not-run': '',
    running: 'The proof is running.',
    passed: skipped === 0 ? 'Every line holds.' : 'What could be asked holds.',
    failed: failed === 1 ? 'One line does not hold.' : `${failed} lines do not hold.`,
  }[proof.state]
  return (
    <p className="visually-hidden" role="status">
      {words}
    </p>
  )
}
