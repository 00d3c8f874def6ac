import { type DragEvent, useState } from 'react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import type { KeySlot } from '../../../shared/domain/keys.ts'
import { showToast } from '../../stores/toast-store.ts'
import { offerPaths } from './import-actions.ts'
import { droppedFiles, droppedPaths, offerRead } from './key-files.ts'
import { KeySlots } from './key-slots.tsx'
import { MakeKeys } from './make-keys.tsx'
import { ContinueButton, StepFrame } from './step-frame.tsx'
import { isMade, stepState } from './wizard-steps.ts'
import './start-ways.css'
import { useEffect, useRef } from 'react'
import type { FileReport } from '../../../shared/contract/import-views.ts'
import { ChooseButton } from './key-slots.tsx'
import './key-slots.css'

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

/** Files that are there already: dropped anywhere on the step, or chosen. */
function FromFiles({ view, over }: { readonly view: ImportView; readonly over: boolean }) {
  return (
    <section className="start-way drop-zone" aria-label="Keys from files" data-over={over}>
      <h3>{over ? 'Drop them here' : 'I have keys'}</h3>
      <p>
        {view.kind === 'oauth1'
          ? 'Drop an oauth1.json, or private_signature.pem, private_encryption.pem and dhparam.pem: one by one, all at once, a folder or a zip.'
          : 'Drop the private key in PEM, or settings written as JSON.'}{' '}
        Names do not matter: each file is known by what is in it.
      </p>
      <ChooseButton id={view.id}>Choose files…</ChooseButton>
    </section>
  )
}

const TONES = { accepted: 'good', locked: 'warn', ignored: 'idle', refused: 'bad', superseded: 'idle' } as const

/** Newest first: as many as tell something about the last drop. */
const SHOWN = 8

/** What became of the files that were offered. */
function FileReports({ files }: { readonly files: readonly FileReport[] }) {
  const first = useRef<HTMLLIElement>(null)
  const seen = useRef(files.length)
  useEffect(() => {
    // In a low window they stand below the edge: a file that was not taken must not look like nothing that happened.
    if (files.length > seen.current) first.current?.scrollIntoView({ block: 'nearest' })
    seen.current = files.length
  }, [files.length])
  if (files.length === 0) return null
  const newest = files.slice(-SHOWN).toReversed()
  return (
    <section className="file-reports" aria-labelledby="file-reports">
      <h3 id="file-reports" className="section-title">
        What became of the files
      </h3>
      <div role="log" aria-label="Files">
        <ul>
          {newest.map((report, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be offered twice; the newest is the first.
            <li key={index} ref={index === 0 ? first : null} className="file-report" data-tone={TONES[report.outcome]}>
              <span className="dot" aria-hidden="true" />
              <span>
                {report.outcome === 'refused' && <strong>Not taken. </strong>}
                {report.outcome === 'superseded' && <strong>No longer used. </strong>}
                {report.message}
              </span>
            </li>
          ))}
        </ul>
        {files.length > SHOWN && <p className="file-reports-more">And {files.length - SHOWN} before these.</p>}
      </div>
    </section>
  )
}
