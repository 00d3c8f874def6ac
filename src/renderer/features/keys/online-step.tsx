import { useEffect, useRef } from 'react'
import type { ImportView, VerificationView } from '../../../shared/contract/import-views.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { rememberStep } from './current-step.ts'
import { proveOnline } from './import-actions.ts'
import { ProofLines, ProofVerdict } from './proof-lines.tsx'
import { ContinueButton, StepFrame } from './step-frame.tsx'

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
