import { ArrowUpDown, Check, Lock, X } from 'lucide-react'
import type { ImportView, SlotView } from '../../../shared/contract/import-views.ts'
import type { KeySlot } from '../../../shared/domain/keys.ts'
import { Button } from '../../ui/button.tsx'
import { clearSlot, swapKeys } from './import-actions.ts'
import { UnlockKey } from './unlock-key.tsx'
import { SLOT_WORDS } from './wizard-steps.ts'
import './key-slots.css'

/** What is there and what is missing. */
export function KeySlots({ view }: { readonly view: ImportView }) {
  const slots = Object.entries(view.slots) as [KeySlot, SlotView][]
  const both = view.slots.signature?.kind === 'filled' && view.slots.encryption?.kind === 'filled'
  return (
    <section className="key-slots" aria-labelledby="key-slots">
      <div className="key-slots-head">
        <h3 id="key-slots" className="section-title">
          What is there
        </h3>
        {both && (
          <Button
            look="quiet"
            icon={<ArrowUpDown size={14} aria-hidden="true" />}
            title="Where a file was taken for the other: the proof finds that too"
            onClick={() => void swapKeys(view.id)}
          >
            Swap the two keys
          </Button>
        )}
      </div>
      <ul aria-label="Keys">
        {slots.map(([name, slot]) => (
          <Slot key={name} id={view.id} name={name} slot={slot} />
        ))}
      </ul>
    </section>
  )
}

function Slot({ id, name, slot }: { readonly id: string; readonly name: KeySlot; readonly slot: SlotView }) {
  const words = SLOT_WORDS[name]
  return (
    <li className="key-slot" data-state={slot.kind}>
      <span className="slot-mark" aria-hidden="true">
        {slot.kind === 'filled' && <Check size={14} />}
        {slot.kind === 'locked' && <Lock size={14} />}
      </span>
      <span className="slot-name">{words.name}</span>
      <SlotText slot={slot} usual={words.usual} />
      {slot.kind !== 'empty' && (
        <Button
          look="quiet"
          icon={<X size={14} aria-hidden="true" />}
          aria-label={`Remove the ${words.name.toLowerCase()}`}
          title="Remove"
          onClick={() => void clearSlot(id, name)}
        />
      )}
      {slot.kind === 'locked' && <UnlockKey id={id} slot={name} name={slot.fileName} />}
    </li>
  )
}

function SlotText({ slot, usual }: { readonly slot: SlotView; readonly usual: string }) {
  switch (slot.kind) {
    case 'empty':
      return <span className="slot-text slot-missing">Missing. Usually {usual}</span>
    case 'locked':
      return <span className="slot-text">{slot.fileName} is protected by a passphrase</span>
    case 'filled':
      return (
        <span className="slot-text">
          {slot.what}
          <span className="slot-source">{slot.source === 'made' ? 'made here' : slot.fileName}</span>
        </span>
      )
  }
}
