import { useEffect, useRef } from 'react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import { currentImport, useImportsStore } from '../../stores/imports-store.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ChooseKind } from './choose-kind.tsx'
import { rememberStep, useCurrentStep } from './current-step.ts'
import { OfflineStep } from './offline-step.tsx'
import { OnlineStep } from './online-step.tsx'
import { RegisterStep } from './register-step.tsx'
import { ResumeKept } from './resume-kept.tsx'
import { StartStep } from './start-step.tsx'
import { StepRail } from './step-rail.tsx'
import { StoreStep } from './store-step.tsx'
import { Stored } from './stored.tsx'
import { StringsStep } from './strings-step.tsx'
import { IMPORT_WORDS, type WizardStep } from './wizard-steps.ts'
import './wizard.css'

/** From key files, or nothing, to a login that is proved and stored. */
export function WizardView() {
  const known = useImportsStore((data) => data.imports !== undefined)
  const view = useImportsStore(currentImport)
  const stored = useImportsStore((data) => data.stored)
  if (!known) return <EmptyState title="Asking for the keys that are being set up…" />
  if (stored) return <Stored stored={stored} />
  if (!view) return <ChooseKind />
  return view.saved?.state === 'closed' ? <ResumeKept view={view} /> : <Wizard key={view.id} view={view} />
}

function Wizard({ view }: { readonly view: ImportView }) {
  const step = useCurrentStep(view)
  const replaced = useProfilesStore((data) => data.list?.profiles.find(({ id }) => id === view.profileId)?.name)
  const body = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step is a new place, the first one too
  useEffect(() => {
    // The reader of a screen hears where it is, and the keyboard begins at the top of the step.
    body.current?.querySelector<HTMLElement>('h2')?.focus()
    body.current?.scrollTo({ top: 0 })
  }, [step])
  return (
    <div className="wizard">
      <header className="pane-head wizard-head">
        <p className="wizard-kind">
          {replaced ? `Replacing the keys of “${replaced}”` : `${IMPORT_WORDS[view.kind]} keys`}
        </p>
        <span className="spring" />
        <Button look="quiet" onClick={() => openOverlay({ kind: 'discard-import', id: view.id })}>
          Discard…
        </Button>
        <Button onClick={() => goTo('profiles')} title="Everything stays as it is in the memory of the console">
          Leave for now
        </Button>
      </header>
      <StepRail view={view} current={step} onChoose={(next) => rememberStep(view.id, next)} />
      <div ref={body} className="wizard-body">
        <Step step={step} view={view} />
      </div>
    </div>
  )
}

function Step({ step, view }: { readonly step: WizardStep; readonly view: ImportView }) {
  switch (step) {
    case 'start':
      return <StartStep view={view} />
    case 'register':
      return <RegisterStep view={view} />
    case 'strings':
      return <StringsStep view={view} />
    case 'offline':
      return <OfflineStep view={view} />
    case 'online':
      return <OnlineStep view={view} />
    case 'store':
      return <StoreStep view={view} />
    default:
      return assertNever(step)
  }
}
