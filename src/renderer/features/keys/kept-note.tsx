import type { ImportView } from '../../../shared/contract/import-views.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { Message } from '../../ui/message.tsx'
import { storeWords } from '../vault/store-words.ts'
import { isMade, stepState } from './wizard-steps.ts'

/** Keys are worth keeping before they are registered: IBKR may take days to answer. */
export function KeptNote({ view }: { readonly view: ImportView }) {
  if (stepState('start', view) !== 'done') return null
  return (
    // Kept, the button that the keyboard was on is gone: the new words take its place, whether they or the end of the dialog come first.
    <div
      className="kept-note"
      key={view.saved?.state ?? 'not'}
      data-in-its-place={view.saved?.state === 'current' || undefined}
      tabIndex={-1}
      ref={focusWhereLost}
    >
      <Note view={view} />
    </div>
  )
}

function Note({ view }: { readonly view: ImportView }) {
  const { saved: kept } = view
  const keep = (label: string) => (
    <Button onClick={() => openOverlay({ kind: 'keep-import', id: view.id })}>{label}</Button>
  )
  if (kept?.state === 'current') {
    return (
      <Message tone="good" title="Kept">
        These keys are in {storeWords(kept.store)}. They stay there until you store or discard them; the console may be
        stopped meanwhile.
      </Message>
    )
  }
  if (kept) {
    return (
      <Message tone="warn" title="Changed since they were kept" actions={keep('Keep them again…')}>
        What is kept is older than what is here.
      </Message>
    )
  }
  if (!isMade(view)) {
    return (
      <Message tone="idle" title="In memory only" actions={keep('Keep them…')}>
        When the console stops before they are stored, files and strings have to be given again. Keep them if IBKR’s
        answer takes longer.
      </Message>
    )
  }
  return (
    <Message tone="warn" title="These keys are in memory only" actions={keep('Keep them…')}>
      They were made here and exist nowhere else: when the console stops, they are gone, and what you registered with
      them is worthless. Keep them before you go to IBKR’s page.
    </Message>
  )
}
