import { type ReactNode, useEffect } from 'react'
import { create } from 'zustand'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import { recall, remember, tabStorage } from '../../platform/local-memory.ts'
import { Button } from '../../ui/button.tsx'
import { isWizardStep, resumeStep, WIZARD_STEPS, type WizardStep } from './wizard-steps.ts'

interface StepFrameProps {
  readonly view: ImportView
  readonly step: WizardStep
  readonly title: string
  readonly lead: ReactNode
  /** Button for the next action in this step. */
  readonly primary: ReactNode
  /** Explains what is missing in this step. */
  readonly note?: string | undefined
  readonly children?: ReactNode
}

/** Layout of every step: title, introduction, content and buttons. */
export function StepFrame({ view, step, title, lead, primary, note, children }: StepFrameProps) {
  const before = WIZARD_STEPS[WIZARD_STEPS.indexOf(step) - 1]
  return (
    <section className="wizard-step column grow" aria-label={title}>
      <h2 className="title" tabIndex={-1}>
        {title}
      </h2>
      <p className="wizard-lead measure secondary">{lead}</p>
      {children}
      <footer className="wizard-foot row line-row">
        {before && <Button onClick={() => goToStep(view.id, before)}>Back</Button>}
        <span className="align-end grow secondary">{note}</span>
        {primary}
      </footer>
    </section>
  )
}

/** Button that opens the next step. It is plain if the step has another primary action. */
export function ContinueButton(props: {
  readonly view: ImportView
  readonly to: WizardStep
  readonly ready?: boolean
  readonly label?: string
  readonly disabled?: boolean
}) {
  const { view, to, ready = true, label = 'Continue', disabled = false } = props
  return (
    <Button look={ready && !disabled ? 'primary' : 'plain'} disabled={disabled} onClick={() => goToStep(view.id, to)}>
      {label}
    </Button>
  )
}

/** Placeholder for a step that requires verified keys. */
export function UnverifiedStep({ children, ...step }: Pick<StepFrameProps, 'view' | 'step' | 'title' | 'children'>) {
  return (
    <StepFrame
      {...step}
      lead={children}
      primary={<ContinueButton view={step.view} to="verify" label="Verify locally" />}
    />
  )
}

interface SavedStep {
  readonly id: string
  readonly step: WizardStep
}

const useStep = create<{ readonly saved: SavedStep | undefined }>()(() => ({
  saved: recall<SavedStep | undefined>('wizard', isSaved, undefined, tabStorage),
}))

function isSaved(value: unknown): value is SavedStep | undefined {
  if (value === undefined) return true
  if (typeof value !== 'object' || value === null) return false
  const { id, step } = value as Partial<SavedStep>
  return typeof id === 'string' && isWizardStep(step)
}

/** Returns the current step of a wizard. The tab stores the step, so that it is kept after a reload. */
export function useCurrentStep(view: ImportView): WizardStep {
  const saved = useStep((data) => data.saved)
  const step = saved?.id === view.id ? saved.step : resumeStep(view)
  useEffect(() => {
    // Saves the step, so that a file import does not change it.
    if (saved?.id !== view.id) goToStep(view.id, step)
  }, [saved, view.id, step])
  return step
}

export function goToStep(id: string, step: WizardStep): void {
  useStep.setState({ saved: { id, step } })
  remember('wizard', { id, step }, tabStorage)
}
