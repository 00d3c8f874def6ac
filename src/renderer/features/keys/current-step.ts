import { useEffect } from 'react'
import { create } from 'zustand'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import { ofTab, recall, remember } from '../../platform/local-memory.ts'
import { isWizardStep, resumeStep, type WizardStep } from './wizard-steps.ts'

interface KeptStep {
  readonly id: string
  readonly step: WizardStep
}

const useStep = create<{ readonly kept: KeptStep | undefined }>()(() => ({
  kept: recall<KeptStep | undefined>('wizard', isKept, undefined, ofTab),
}))

function isKept(value: unknown): value is KeptStep | undefined {
  if (value === undefined) return true
  if (typeof value !== 'object' || value === null) return false
  const { id, step } = value as Partial<KeptStep>
  return typeof id === 'string' && isWizardStep(step)
}

/** Where the person is in a wizard: kept over a reload of this tab; told from what is there in any other, once. */
export function useCurrentStep(view: ImportView): WizardStep {
  const kept = useStep((data) => data.kept)
  const step = kept?.id === view.id ? kept.step : resumeStep(view)
  useEffect(() => {
    // From here on only the person moves: what files bring must not turn the page under their eyes.
    if (kept?.id !== view.id) rememberStep(view.id, step)
  }, [kept, view.id, step])
  return step
}

export function rememberStep(id: string, step: WizardStep): void {
  useStep.setState({ kept: { id, step } })
  remember('wizard', { id, step }, ofTab)
}
