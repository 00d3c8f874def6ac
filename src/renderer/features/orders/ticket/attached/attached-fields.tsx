import { Segmented } from '../../../../ui/segmented.tsx'
import { problemsOf } from '../ticket-machine.ts'
import { useTicketStore } from '../ticket-store.ts'
import { chooseAttached } from './attached-actions.ts'
import { BracketFields } from './bracket-fields.tsx'
import { GroupFields } from './group-fields.tsx'

const KINDS = [
  { value: 'none', label: 'None' },
  { value: 'bracket', label: 'Bracket' },
  { value: 'oca', label: 'OCA group' },
] as const

/** Orders that are placed together with the order of the ticket. */
export function AttachedFields() {
  const kind = useTicketStore((data) => data.form.attached.kind)
  const problem = useTicketStore((data) => problemsOf(data).attached)
  return (
    <fieldset className="ticket-attached stack" data-kind={kind}>
      <legend className="field-label">Attached orders</legend>
      <Segmented label="Attached orders" options={KINDS} value={kind} onChange={chooseAttached} />
      {problem !== undefined && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      {kind === 'bracket' && <BracketFields />}
      {kind === 'oca' && <GroupFields />}
    </fieldset>
  )
}
