import type { FieldView } from '../../../shared/contract/import-views.ts'
import type { ImportField } from '../../../shared/domain/keys.ts'
import { Field } from '../../ui/field.tsx'
import { giveField } from './import-actions.ts'
import { useHandOver } from './use-hand-over.ts'

export interface StringFieldProps {
  readonly id: string
  readonly name: ImportField
  readonly field: FieldView
  readonly label: string
  readonly help: string
}

/** One string that is no secret: the host checks it as it is typed, and it stays in sight. */
export function StringField({ id, name, field, label, help }: StringFieldProps) {
  const hand = useHandOver((text) => giveField(id, name, text))
  return (
    <Field
      label={label}
      help={field.kind === 'good' ? (field.doubt ?? `${help} In order.`) : help}
      error={field.kind === 'bad' ? field.message : undefined}
    >
      {(control) => (
        <input
          {...control}
          ref={hand.input}
          className="input input-code"
          autoComplete="off"
          spellCheck={false}
          defaultValue={field.kind === 'good' ? field.shown : ''}
          onInput={hand.onInput}
          onBlur={hand.onBlur}
        />
      )}
    </Field>
  )
}
