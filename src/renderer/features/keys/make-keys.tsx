import { useEffect, useRef, useState } from 'react'
import type { GenerationView, ImportView } from '../../../shared/contract/import-views.ts'
import type { KeySlot } from '../../../shared/domain/keys.ts'
import { useNow } from '../../platform/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnMount, focusWhereLost } from '../../ui/focus-on-mount.ts'
import { formatSpan } from '../../ui/format-time.ts'
import { makeKeys, stopMaking } from './import-actions.ts'
import { isMade, MADE_WORDS, MAKING_WORDS } from './wizard-steps.ts'
import './start-ways.css'

/** Keys for somebody who has none: made by the host, nothing to install. */
export function MakeKeys({ view }: { readonly view: ImportView }) {
  const { generation: making } = view
  return (
    <section className="start-way" aria-label="New keys">
      <h3>I have none yet</h3>
      {making.kind === 'running' ? (
        <Progress id={view.id} making={making} />
      ) : (
        <>
          <p>
            Both key pairs and a 2048-bit prime are made on this computer; openssl is not needed. Most of the time goes
            into the prime: 10 seconds to a minute as a rule, and longer with bad luck.
          </p>
          <MakeButtons view={view} />
          {making.kind === 'done' && (
            <p className="way-note" role="status">
              Made in {formatSpan(making.tookMs)}.
            </p>
          )}
          {making.kind === 'failed' && (
            <p className="way-note field-error" role="alert">
              {making.message}
            </p>
          )}
        </>
      )}
    </section>
  )
}

/** What is there already goes only after a second word: keys that were made here exist nowhere else. */
function MakeButtons({ view }: { readonly view: ImportView }) {
  const [asking, setAsking] = useState(false)
  const missing = Object.entries(view.slots).flatMap(([slot, { kind }]) => (kind === 'empty' ? [slot as KeySlot] : []))
  const all = Object.keys(view.slots).length
  const last = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: after "Stop" and after "Keep them", and at no other change
  useEffect(() => focusWhereLost(last.current), [asking])
  if (asking) {
    return (
      <div key="question" className="way-question">
        <p>
          {isMade(view) ? 'The keys that were made here exist nowhere else. Replace them?' : 'Replace what is there?'}
        </p>
        <Button ref={focusOnMount} onClick={() => setAsking(false)}>
          Keep them
        </Button>
        <Button
          look="danger"
          onClick={() => {
            setAsking(false)
            void makeKeys(view.id, 'all')
          }}
        >
          Replace
        </Button>
      </div>
    )
  }
  if (missing.length === all) {
    return (
      <Button ref={last} onClick={() => void makeKeys(view.id, 'all')}>
        Make new keys
      </Button>
    )
  }
  return (
    <div key="buttons" className="way-buttons">
      {missing.length > 0 && (
        <Button onClick={() => void makeKeys(view.id, 'missing')}>
          {missing.length === 1
            ? `Make the missing ${MADE_WORDS[missing[0] ?? 'dhParameters']}`
            : 'Make what is missing'}
        </Button>
      )}
      <Button ref={last} onClick={() => setAsking(true)}>
        Make new keys instead…
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
        {MAKING_WORDS[making.step]}…<span className="visually-hidden"> It usually takes {typicalWords(from, to)}.</span>
      </p>
      <progress className="making-bar" aria-label="Time against the usual" max={to} value={Math.min(elapsed, to)} />
      <p className="way-note">
        {formatSpan(elapsed)} so far; usually {typicalWords(from, to)}.
        {late && ' It is a matter of luck: longer is no sign of a fault.'}
      </p>
      <Button ref={focusWhereLost} onClick={() => void stopMaking(id)}>
        Stop
      </Button>
    </>
  )
}

function typicalWords(from: number, to: number): string {
  return to < 1_000 ? 'under a second' : `${formatSpan(from)} to ${formatSpan(to)}`
}
