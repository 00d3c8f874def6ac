import { useEffect, useRef, useState } from 'react'
import type { GenerationView, ImportView } from '../../../shared/contract/import-views.ts'
import type { KeySlot } from '../../../shared/domain/keys.ts'
import { useNow } from '../../platform/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnMount, focusWhereLost } from '../../ui/focus-on-mount.ts'
import { formatSpan } from '../../ui/format-time.ts'
import { generateKeys, stopGenerating } from './import-actions.ts'
import { GENERATED_NAMES, GENERATION_STEPS, hasGeneratedKeys } from './wizard-steps.ts'
import './wizard.css'

/** Keys for somebody who has none: made by the host, nothing to install. */
export function GenerateKeys({ view }: { readonly view: ImportView }) {
  const { generation: making } = view
  return (
    <section className="card" aria-label="New keys">
      <h3 className="row">Generate keys</h3>
      {making.kind === 'running' ? (
        <Progress id={view.id} making={making} />
      ) : (
        <>
          <p>
            Generates both key pairs and a 2048-bit prime on this computer; openssl is not needed. The prime usually
            takes 10 seconds to a minute, sometimes longer.
          </p>
          <GenerateButtons view={view} />
          {making.kind === 'done' && (
            <p className="hint" role="status">
              Generated in {formatSpan(making.tookMs)}.
            </p>
          )}
          {making.kind === 'failed' && (
            <p className="hint field-error" role="alert">
              {making.message}
            </p>
          )}
        </>
      )}
    </section>
  )
}

/** Keys provided already goes only after a second word: keys that were made here exist nowhere else. */
function GenerateButtons({ view }: { readonly view: ImportView }) {
  const [asking, setAsking] = useState(false)
  const missing = Object.entries(view.slots).flatMap(([slot, { kind }]) => (kind === 'empty' ? [slot as KeySlot] : []))
  const all = Object.keys(view.slots).length
  const last = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: after "Stop" and after "Keep them", and at no other change
  useEffect(() => focusWhereLost(last.current), [asking])
  if (asking) {
    return (
      <div key="question" className="actions row wrap">
        <p>
          {hasGeneratedKeys(view)
            ? 'The generated keys exist nowhere else. Replace them?'
            : 'Replace the current keys?'}
        </p>
        <Button ref={focusOnMount} onClick={() => setAsking(false)}>
          Cancel
        </Button>
        <Button
          look="danger"
          onClick={() => {
            setAsking(false)
            void generateKeys(view.id, 'all')
          }}
        >
          Replace
        </Button>
      </div>
    )
  }
  if (missing.length === all) {
    return (
      <Button ref={last} onClick={() => void generateKeys(view.id, 'all')}>
        Generate keys
      </Button>
    )
  }
  return (
    <div key="buttons" className="actions row wrap">
      {missing.length > 0 && (
        <Button onClick={() => void generateKeys(view.id, 'missing')}>
          {missing.length === 1 ? `Generate ${GENERATED_NAMES[missing[0] ?? 'dhParameters']}` : 'Generate missing keys'}
        </Button>
      )}
      <Button ref={last} onClick={() => setAsking(true)}>
        Generate new keys…
      </Button>
    </div>
  )
}

type Running = Extract<GenerationView, { readonly kind: 'running' }>

function Progress({ id, making }: { readonly id: string; readonly making: Running }) {
  const elapsed = Math.max(0, useNow() - making.startedAt)
  const { from, to } = making.typicalMs
  const late = elapsed > to
  return (
    <>
      <p role="status">
        {GENERATION_STEPS[making.step]}…
        <span className="visually-hidden"> It usually takes {typicalText(from, to)}.</span>
      </p>
      <progress
        className="generation-bar"
        aria-label="Elapsed of the typical time"
        max={to}
        value={Math.min(elapsed, to)}
      />
      <p className="hint">
        {formatSpan(elapsed)} elapsed; typically {typicalText(from, to)}.{late && ' It may take longer.'}
      </p>
      <Button ref={focusWhereLost} onClick={() => void stopGenerating(id)}>
        Stop
      </Button>
    </>
  )
}

function typicalText(from: number, to: number): string {
  return to < 1_000 ? 'under a second' : `${formatSpan(from)} to ${formatSpan(to)}`
}
