import { useEffect, useRef } from 'react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { rememberStep } from './current-step.ts'
import { proveOnline } from './import-actions.ts'
import { ProofLines, ProofVerdict } from './proof-lines.tsx'
import { ContinueButton, StepFrame } from './step-frame.tsx'

/** One login at IBKR. It may wait: keys that are registered today often work tomorrow. */
export function OnlineStep({ view }: { readonly view: ImportView }) {
  const { id, online, offline } = view
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
        <p>
          One login at {server}, as every start of the console makes it. It changes nothing and throws nobody out; the
          session is closed again.
        </p>
      }
      note={noteOf(view)}
      primary={<Primary view={view} onRun={run} onStop={() => flight.current?.abort()} />}
    >
      {online.state === 'not-run' ? (
        <EmptyState title="Not asked yet">
          Nothing was sent so far. New keys may be refused until IBKR’s nightly reset: then store them now, and prove
          the login tomorrow.
        </EmptyState>
      ) : (
        <ProofLines view={view} proof={online} />
      )}
      <ProofVerdict proof={online} />
    </StepFrame>
  )
}

function noteOf({ online }: ImportView): string | undefined {
  return online.state === 'failed' ? 'The keys can be stored all the same.' : undefined
}

interface PrimaryProps {
  readonly view: ImportView
  readonly onRun: () => void
  readonly onStop: () => void
}

function Primary({ view, onRun, onStop }: PrimaryProps) {
  const store = (): void => rememberStep(view.id, 'store')
  switch (view.online.state) {
    case 'running':
      return <Button onClick={onStop}>Stop</Button>
    case 'passed':
      return (
        <Button look="primary" onClick={store}>
          Continue
        </Button>
      )
    case 'not-run':
    case 'failed':
      return (
        <>
          <Button onClick={store}>{view.online.state === 'failed' ? 'Store anyway' : 'Skip'}</Button>
          <Button look="primary" onClick={onRun}>
            {view.online.state === 'failed' ? 'Ask again' : 'Log in once'}
          </Button>
        </>
      )
  }
}
