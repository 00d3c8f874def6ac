import { Check, CircleDashed, Minus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ImportView, VerificationCheck, VerificationView } from '../../../shared/contract/import-views.ts'
import { Button } from '../../ui/button.tsx'
import { rememberStep } from './current-step.ts'
import { STEP_TITLES, stepOfLine } from './wizard-steps.ts'
import './proof-lines.css'

const STATE_WORDS: Readonly<Record<VerificationCheck['state'], string>> = {
  waiting: 'waits',
  running: 'is being looked at',
  passed: 'holds',
  failed: 'does not hold',
  skipped: 'not asked',
}

const MARKS: Readonly<Record<VerificationCheck['state'], ReactNode>> = {
  waiting: <CircleDashed size={14} />,
  running: <span className="spinner" />,
  passed: <Check size={14} />,
  failed: <X size={14} />,
  skipped: <Minus size={14} />,
}

/** Each claim with a tick, or with a sentence that says what to do and the way there. */
export function ProofLines({ view, proof }: { readonly view: ImportView; readonly proof: VerificationView }) {
  return (
    <ol className="proof-lines" aria-label="Proof">
      {proof.checks.map((line) => (
        <li key={line.id} className="proof-line" data-state={line.state}>
          <span className="proof-mark" aria-hidden="true">
            {MARKS[line.state]}
          </span>
          <div className="proof-text">
            <p>
              {line.claim}
              <span className="visually-hidden">: {STATE_WORDS[line.state]}</span>
            </p>
            {line.message !== undefined && (
              <p className={line.state === 'failed' ? 'proof-problem' : 'proof-found'}>{line.message}</p>
            )}
          </div>
          {line.state === 'failed' && <MendButton view={view} line={line} />}
        </li>
      ))}
    </ol>
  )
}

/** Trouble at the server, which no step of the wizard mends. */
const PASSING: readonly string[] = [
  'service-unavailable',
  'server-failed',
  'too-many-requests',
  'penalty-box',
  'gone',
  'unauthorized',
  'body-invalid',
]

function MendButton({ view, line }: { readonly view: ImportView; readonly line: VerificationCheck }) {
  const step = PASSING.includes(line.code ?? '') ? undefined : stepOfLine(line.id)
  if (step === undefined) return null
  return (
    <Button aria-label={`${STEP_TITLES[step]}: mend it there`} onClick={() => rememberStep(view.id, step)}>
      {STEP_TITLES[step]}
    </Button>
  )
}

/** What a proof came to, said once when it ends. */
export function ProofVerdict({ proof }: { readonly proof: VerificationView }) {
  const failed = proof.checks.filter(({ state }) => state === 'failed').length
  const skipped = proof.checks.filter(({ state }) => state === 'skipped').length
  const words = {
    'not-run': '',
    running: 'The proof is running.',
    passed: skipped === 0 ? 'Every line holds.' : 'What could be asked holds.',
    failed: failed === 1 ? 'One line does not hold.' : `${failed} lines do not hold.`,
  }[proof.state]
  return (
    <p className="visually-hidden" role="status">
      {words}
    </p>
  )
}
