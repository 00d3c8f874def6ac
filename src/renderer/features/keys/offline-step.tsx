import { useEffect } from 'react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import { Button } from '../../ui/button.tsx'
import { proveOffline } from './import-actions.ts'
import { ProofLines, ProofVerdict } from './proof-lines.tsx'
import { ContinueButton, StepFrame } from './step-frame.tsx'

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
