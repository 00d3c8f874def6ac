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
  /** The one thing to do next, at the end of the foot. */
  readonly primary: ReactNode
  /** Why the next step cannot be, or what it would miss. */
  readonly note?: string | undefined
  readonly children: ReactNode
}

/** What each step has: a title, a sentence or two, its own matter, and the way back and on. */
export function StepFrame({ view, step, title, lead, primary, note, children }: StepFrameProps) {
  const before = WIZARD_STEPS[WIZARD_STEPS.indexOf(step) - 1]
  return (
    <section className="wizard-step column grow" aria-label={title}>
      <h2 className="title" tabIndex={-1}>
        {title}
      </h2>
      <div className="wizard-lead measure secondary">{lead}</div>
      {children}
      <footer className="wizard-foot row">
        {before && <Button onClick={() => goToStep(view.id, before)}>Back</Button>}
        <span className="wizard-note grow secondary">{note}</span>
        {primary}
      </footer>
    </section>
  )
}

/** The usual way on; plain where something else is the step's own action. */
export function ContinueButton(props: {
  readonly view: ImportView
  readonly to: WizardStep
  readonly ready?: boolean
  readonly label?: string
}) {
  const { view, to, ready = true, label = 'Continue' } = props
  return (
    <Button look={ready ? 'primary' : 'plain'} onClick={() => goToStep(view.id, to)}>
      {label}
    </Button>
  )
}

interface SavedStep {
  readonly id: string
  readonly step: WizardStep
}

const useStep = create<{ readonly kept: SavedStep | undefined }>()(() => ({
  kept: recall<SavedStep | undefined>('wizard', isKept, undefined, tabStorage),
}))

function isKept(value: unknown): value is SavedStep | undefined {
  if (value === undefined) return true
  if (typeof value !== 'object' || value === null) return false
  const { id, step } = value as Partial<SavedStep>
  return typeof id === 'string' && isWizardStep(step)
}

/** Where the person is in a wizard: kept over a reload of this tab; told from what is there in any other, once. */
export function useCurrentStep(view: ImportView): WizardStep {
  const kept = useStep((data) => data.kept)
  const step = kept?.id === view.id ? kept.step : resumeStep(view)
  useEffect(() => {
    // From here on only the person moves: what files bring must not turn the page under their eyes.
    if (kept?.id !== view.id) goToStep(view.id, step)
  }, [kept, view.id, step])
  return step
}

export function goToStep(id: string, step: WizardStep): void {
  useStep.setState({ kept: { id, step } })
  remember('wizard', { id, step }, tabStorage)
}
