import type { ComboboxOption } from '../../../../ui/combobox.tsx'
import type { Suggestion } from './suggestions.ts'
import type { ValueSpec } from './value-spec.ts'

export interface ValueControlProps {
  readonly spec: ValueSpec
  /** Names it for those who do not see where it stands. */
  readonly label: string
  readonly noteId: string
  readonly invalid: boolean
  readonly text: string
  readonly onText: (text: string) => void
  readonly placeholder?: string | undefined
  /** IBKR refuses the call without it. */
  readonly required?: boolean
}

/** What ties a control to its name and its note. */
export const controlOf = ({ label, noteId, invalid }: ValueControlProps) => ({
  'aria-label': label,
  'aria-describedby': noteId,
  'aria-invalid': invalid ? (true as const) : undefined,
})

export function placeholderOf({ spec, placeholder, required }: ValueControlProps): string | undefined {
  if (spec.default === undefined) return placeholder
  return required ? `such as ${spec.default}` : `${spec.default} if left out`
}

export const suggestionOption = ({ value, words }: Suggestion): ComboboxOption => ({
  id: value,
  content: (
    <>
      <code>{value}</code>
      <span className="ellipsis secondary">{words}</span>
    </>
  ),
})
