import { Check, TriangleAlert, X } from 'lucide-react'
import { type ComponentType, type ReactNode, useEffect, useRef } from 'react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { Tone } from '../../ui/tone.ts'
import { ChooseKind, ResumeSaved } from './begin-wizard.tsx'
import { currentImport, useImportsStore } from './imports-store.ts'
import { RegisterStep } from './register-step.tsx'
import { StartStep } from './start-step.tsx'
import { goToStep, useCurrentStep } from './step-frame.tsx'
import { Stored, StoreStep } from './store-step.tsx'
import { StringsStep } from './strings-step.tsx'
import { TestLoginStep, VerifyStep } from './verify-steps.tsx'
import {
  IMPORT_NAMES,
  isReachable,
  STEP_TITLES,
  type StepState,
  stepState,
  WIZARD_STEPS,
  type WizardStep,
} from './wizard-steps.ts'
import './wizard.css'

/** Wizard that imports or generates keys, verifies them and stores a login. */
export function WizardView() {
  const known = useImportsStore((data) => data.imports !== undefined)
  const view = useImportsStore(currentImport)
  const stored = useImportsStore((data) => data.stored)
  if (!known) return <EmptyState title="Loading key setup…" />
  if (stored) return <Stored stored={stored} />
  if (!view) return <ChooseKind />
  return view.saved?.state === 'closed' ? <ResumeSaved view={view} /> : <Wizard key={view.id} view={view} />
}

function Wizard({ view }: { readonly view: ImportView }) {
  const step = useCurrentStep(view)
  const Step = STEPS[step]
  const replaced = useProfilesStore((data) => data.list?.profiles.find(({ id }) => id === view.profileId)?.name)
  const body = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs at each step, including the first
  useEffect(() => {
    // Focuses the heading, so that screen readers announce it and Tab starts there.
    body.current?.querySelector<HTMLElement>('h2')?.focus()
    body.current?.scrollTo({ top: 0 })
  }, [step])
  return (
    <div className="wizard full">
      <header className="pane-head rigid row wizard-head line-below">
        <p className="strong">{replaced ? `Replacing the keys of “${replaced}”` : `${IMPORT_NAMES[view.kind]} keys`}</p>
        <span className="spring" />
        <Button look="quiet" onClick={() => openOverlay({ kind: 'discard-import', id: view.id })}>
          Discard…
        </Button>
        <Button onClick={() => goTo('profiles')} title="Your input stays in the console’s memory">
          Leave for now
        </Button>
      </header>
      <StepRail view={view} current={step} onChoose={(next) => goToStep(view.id, next)} />
      <div ref={body} className="wizard-body scroll">
        <Step view={view} />
      </div>
    </div>
  )
}

const STEPS: Readonly<Record<WizardStep, ComponentType<{ readonly view: ImportView }>>> = {
  start: StartStep,
  register: RegisterStep,
  strings: StringsStep,
  verify: VerifyStep,
  test: TestLoginStep,
  store: StoreStep,
}

interface StepRailProps {
  readonly view: ImportView
  readonly current: WizardStep
  readonly onChoose: (step: WizardStep) => void
}

/** Label and mark of each step state. The mark replaces the number of the step. */
const STATES: Readonly<Record<StepState, { readonly label: string; readonly tone?: Tone; readonly mark?: ReactNode }>> =
  {
    done: { label: 'done', tone: 'good', mark: <Check size={12} /> },
    doubtful: { label: 'unusual value', tone: 'warn', mark: <TriangleAlert size={12} /> },
    todo: { label: 'to do' },
    bad: { label: 'needs attention', tone: 'bad', mark: <X size={12} /> },
    busy: { label: 'in progress', tone: 'busy', mark: <span className="spinner" /> },
    unverifiable: { label: 'only for new keys' },
  }

/** List of all steps with their state. */
function StepRail({ view, current, onChoose }: StepRailProps) {
  return (
    <nav className="step-rail scroll" aria-label="Steps">
      <ol>
        {WIZARD_STEPS.map((step, index) => {
          const state = stepState(step, view)
          return (
            <li key={step}>
              <button
                type="button"
                className="step-link choice secondary row"
                data-state={state}
                aria-current={step === current ? 'step' : undefined}
                disabled={!isReachable(step, view)}
                title={isReachable(step, view) ? undefined : 'Available when the keys are generated'}
                onClick={() => onChoose(step)}
              >
                <span className="step-mark rigid tiny" data-tone={STATES[state].tone} aria-hidden="true">
                  {STATES[state].mark ?? index + 1}
                </span>
                <span className={step === current ? undefined : 'narrow-hidden'}>
                  {STEP_TITLES[step]}
                  <span className="visually-hidden">: {STATES[state].label}</span>
                </span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
