import { useEffect, useRef, useState } from 'react'
import type { ImportView, KeyGenerationView } from '../../../shared/contract/import-views.ts'
import type { KeySlot } from '../../../shared/domain/keys.ts'
import { useNow } from '../../platform/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { formatSpan } from '../../ui/format-time.ts'
import { generateKeys, stopGenerating } from './import-actions.ts'
import { InlineQuestion } from './key-slots.tsx'
import { GENERATED_NAMES, GENERATION_STEPS, hasGeneratedKeys } from './wizard-steps.ts'
import './wizard.css'

/** Generates keys in the host without external programs. */
export function GenerateKeys({ view }: { readonly view: ImportView }) {
  const { generation } = view
  return (
    <section className="card" aria-label="New keys">
      <h3 className="row">Generate keys</h3>
      {generation.kind === 'running' ? (
        <Progress id={view.id} generation={generation} />
      ) : (
        <>
          <p>
            Generates both key pairs and a 2048-bit prime on this computer; openssl is not needed. The prime usually
            takes 10 seconds to a minute, sometimes longer.
          </p>
          <GenerateButtons view={view} />
          {generation.kind === 'done' && (
            <p className="hint" role="status">
              Generated in {formatSpan(generation.tookMs)}.
            </p>
          )}
          {generation.kind === 'failed' && (
            <p className="hint field-error" role="alert">
              {generation.message}
            </p>
          )}
        </>
      )}
    </section>
  )
}

/** Buttons that generate keys. They ask before replacing generated keys, which exist nowhere else. */
function GenerateButtons({ view }: { readonly view: ImportView }) {
  const [asking, setAsking] = useState(false)
  const missing = Object.entries(view.slots).flatMap(([slot, { kind }]) => (kind === 'empty' ? [slot as KeySlot] : []))
  const all = Object.keys(view.slots).length
  const last = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after a stop and after the confirmation closes
  useEffect(() => focusWhereLost(last.current), [asking])
  if (asking) {
    return (
      <InlineQuestion
        question={
          hasGeneratedKeys(view) ? 'The generated keys exist nowhere else. Replace them?' : 'Replace the current keys?'
        }
        confirm="Replace"
        onClose={() => setAsking(false)}
        onConfirm={() => void generateKeys(view.id, 'all')}
      />
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

type Running = Extract<KeyGenerationView, { readonly kind: 'running' }>

function Progress({ id, generation }: { readonly id: string; readonly generation: Running }) {
  const elapsed = Math.max(0, useNow() - generation.startedAt)
  const { from, to } = generation.typicalMs
  const late = elapsed > to
  return (
    <>
      <p role="status">
        {GENERATION_STEPS[generation.step]}…
        <span className="visually-hidden"> It usually takes {typicalText(from, to)}.</span>
      </p>
      <progress
        className="generation-bar wide track"
        aria-label="Progress of the key generation"
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
