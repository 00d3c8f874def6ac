import { type DragEvent, useState } from 'react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import type { KeySlot } from '../../../shared/domain/keys.ts'
import { showToast } from '../../stores/toast-store.ts'
import { FileReports } from './file-reports.tsx'
import { FromFiles } from './from-files.tsx'
import { offerPaths } from './import-actions.ts'
import { KeySlots } from './key-slots.tsx'
import { MakeKeys } from './make-keys.tsx'
import { offerRead } from './offer-read.ts'
import { droppedFiles, droppedPaths } from './read-dropped.ts'
import { ContinueButton, StepFrame } from './step-frame.tsx'
import { isMade, stepState } from './wizard-steps.ts'
import './start-ways.css'

/** Keys from files, or made here. The whole step is where files may be dropped. */
export function StartStep({ view }: { readonly view: ImportView }) {
  const [over, setOver] = useState<KeySlot | 'step'>()
  const ready = stepState('start', view) === 'done'
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(undefined)
    void takeDrop(view.id, event.dataTransfer, slotUnder(event, view))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button chooses the same files.
    <div
      className="drop-area"
      data-over={over !== undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(slotUnder(event, view) ?? 'step')
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(undefined)
      }}
      onDrop={onDrop}
    >
      <StepFrame
        view={view}
        step="start"
        title={view.kind === 'oauth1' ? 'Which keys?' : 'Which key?'}
        lead={
          view.kind === 'oauth1' ? (
            <p>
              IBKR knows you by two RSA key pairs and a Diffie-Hellman prime. The private halves stay on this computer;
              only the public ones are registered at IBKR.
            </p>
          ) : (
            <p>
              IBKR knows your client by one RSA key pair. The private half stays on this computer; IBKR has the public
              one.
            </p>
          )
        }
        primary={<ContinueButton view={view} to={isMade(view) ? 'register' : 'strings'} ready={ready} />}
        note={ready ? undefined : missingWords(view)}
      >
        <div className="start-ways" data-ways={view.kind === 'oauth1' ? 2 : 1}>
          <FromFiles view={view} over={over === 'step'} />
          {view.kind === 'oauth1' && <MakeKeys view={view} />}
        </div>
        <KeySlots view={view} over={over} />
        <FileReports files={view.files} />
      </StepFrame>
    </div>
  )
}

function missingWords({ slots, generation: making }: ImportView): string {
  if (making.kind === 'running') return 'The keys are being made. You may look at the other steps meanwhile.'
  const locked = Object.values(slots).filter(({ kind }) => kind === 'locked').length
  if (locked > 0) return 'A key waits for its passphrase.'
  const missing = Object.values(slots).filter(({ kind }) => kind === 'empty').length
  return missing === 1 ? 'One is still missing.' : `${missing} are still missing.`
}

/** The key on whose line something is held: what is dropped there is meant for it. */
function slotUnder(event: DragEvent, view: ImportView): KeySlot | undefined {
  const line = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-slot]') : null
  return (Object.keys(view.slots) as KeySlot[]).find((slot) => slot === line?.dataset['slot'])
}

async function takeDrop(id: string, transfer: DataTransfer, slot: KeySlot | undefined): Promise<void> {
  const paths = droppedPaths(transfer)
  if (paths) return offerPaths(id, paths, slot)
  try {
    return await offerRead(id, await droppedFiles(transfer), slot)
  } catch {
    showToast('bad', 'Not read: the browser did not hand over what was dropped. Choose the files instead.')
  }
}
