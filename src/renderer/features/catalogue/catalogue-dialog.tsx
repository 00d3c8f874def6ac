import { useEffect } from 'react'
import { closeOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ChooseDocument } from './choose-document.tsx'
import { ComparedDocument } from './compared-document.tsx'
import { startOver, useUpdateStep } from './update-steps.ts'
import './catalogue.css'

/** Reads IBKR's OpenAPI document, shows how it differs, and adds what is new on the person's word. */
export function CatalogueDialog() {
  const step = useUpdateStep()
  useEffect(() => {
    startOver()
    return startOver
  }, [])
  return (
    <Dialog title="Update the catalogue" size="large" onClose={closeOverlay}>
      {step.kind === 'choosing' && <ChooseDocument failure={step.failure} />}
      {step.kind === 'reading' && (
        <>
          <p className="dialog-text" role="status">
            {step.from === 'server' ? 'Asking the server for its document…' : 'Reading and comparing the document…'}
          </p>
          <div className="dialog-actions">
            <Button data-initial-focus onClick={startOver}>
              Cancel
            </Button>
          </div>
        </>
      )}
      {step.kind === 'comparing' && <ComparedDocument read={step.read} adding={step.adding} failure={step.failure} />}
    </Dialog>
  )
}
