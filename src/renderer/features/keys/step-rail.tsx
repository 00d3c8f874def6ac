import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import { STEP_TITLES, type StepState, stepState, WIZARD_STEPS, type WizardStep } from './wizard-steps.ts'
import './step-rail.css'

interface StepRailProps {
  readonly view: ImportView
  readonly current: WizardStep
  readonly onChoose: (step: WizardStep) => void
}

const STATE_WORDS: Readonly<Record<StepState, string>> = {
  done: 'done',
  todo: 'to do',
  bad: 'needs a look',
  busy: 'under way',
  optional: 'only for new keys',
}

/** All steps with what is known of each; any may be entered at any time. */
export function StepRail({ view, current, onChoose }: StepRailProps) {
  return (
    <nav className="step-rail" aria-label="Steps">
      <ol>
        {WIZARD_STEPS.map((step, index) => {
          const state = stepState(step, view)
          return (
            <li key={step}>
              <button
                type="button"
                className="step-link"
                data-state={state}
                aria-current={step === current ? 'step' : undefined}
                onClick={() => onChoose(step)}
              >
                <span className="step-mark" aria-hidden="true">
                  {MARKS[state] ?? index + 1}
                </span>
                <span className="step-title">
                  {STEP_TITLES[step]}
                  <span className="visually-hidden">: {STATE_WORDS[state]}</span>
                </span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

const MARKS: Readonly<Partial<Record<StepState, ReactNode>>> = {
  done: <Check size={12} />,
  bad: <X size={12} />,
  busy: <span className="spinner" />,
}
