import type { ImportView } from '../../../shared/contract/import-views.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { Message } from '../../ui/message.tsx'
import { storeWords } from '../vault/store-words.ts'

/** New keys are worth keeping before they are registered: IBKR may take days to answer. */
export function KeptNote({ view }: { readonly view: ImportView }) {
  const { kept } = view
  const keep = (label: string) => (
    <Button onClick={() => openOverlay({ kind: 'keep-import', id: view.id })}>{label}</Button>
  )
  if (kept?.state === 'current') {
    return (
      <Message tone="good" title="Kept">
        These keys are in {storeWords(kept.store)} until you store or discard them. The console may be stopped
        meanwhile.
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
  return (
    <Message tone="warn" title="These keys are in memory only" actions={keep('Keep them…')}>
      They were made here and exist nowhere else: when the console stops, they are gone, and what you registered with
      them is worthless. Keep them before you go to IBKR’s page.
    </Message>
  )
}
