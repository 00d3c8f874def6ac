import { memo, useState } from 'react'
import type { Field, GroupShape, Shape } from '../../../../../shared/catalogue/shape.ts'
import { Button } from '../../../../ui/button.tsx'
import { useSteady } from '../../../../ui/use-steady.ts'
import { isWanted } from './check-body.ts'
import { type ShapeEditorProps, useFieldNote, useShapeEditor } from './editor-context.ts'
import { Block } from './field-row.tsx'
import { childOf, EMPTY_OBJECT, type JsonNode, memberValue, type Pointer, withMember } from './json-node.ts'

/** Objects with so many fields or fewer show them all, and so do those of which nothing is needed or there. */
const FEW_FIELDS = 8

/** The fields of an object: what is needed and what is there; the others on request. */
export function ObjectEditor(props: ShapeEditorProps<GroupShape>) {
  const { node, head, pointer, onChange } = props
  const note = useFieldNote(pointer)
  return (
    <Block pointer={pointer} head={head} note={note} onAdd={node ? undefined : () => onChange(EMPTY_OBJECT)}>
      <ObjectFields {...props} />
    </Block>
  )
}

const anyShape = { kind: 'any' } as const

export function ObjectFields({ shape, node, pointer, head, onChange }: ShapeEditorProps<GroupShape>) {
  const [all, setAll] = useState(false)
  const few = shape.fields.length <= FEW_FIELDS || !shape.fields.some((field) => isOpen(field, node))
  const shown = shape.fields.filter((field) => all || few || isOpen(field, node))
  const hidden = shape.fields.length - shown.length
  const order = shape.fields.map((field) => field.name)
  const known = new Set(order)
  const strangers = node?.kind === 'object' ? node.members.filter(({ name }) => !known.has(name)) : []
  const prefix = head.label === '' ? '' : `${head.label}.`
  const change = useSteady((name: string, value: JsonNode | undefined) =>
    onChange(withMember(node, name, value, order)),
  )
  return (
    <>
      {shown.map((field) => (
        <MemberEditor
          key={field.name}
          name={field.name}
          shape={field}
          node={memberValue(node, field.name)}
          owner={field.kind === 'oneOf' ? node : undefined}
          pointer={childOf(pointer, field.name)}
          label={`${prefix}${field.name}`}
          required={field.required === true && isWanted(field.when, node)}
          deprecated={field.deprecated}
          help={field.help}
          placeholder={exampleOf(field)}
          onMember={change}
        />
      ))}
      {strangers.map(({ name, value }) => (
        <MemberEditor
          key={`stranger ${name}`}
          name={name}
          shape={anyShape}
          node={value}
          owner={undefined}
          pointer={childOf(pointer, name)}
          label={`${prefix}${name}`}
          help={shape.open ? 'JSON.' : 'Not in the catalogue: sent as typed.'}
          onMember={change}
        />
      ))}
      {(hidden > 0 || all) && (
        <div className="form-more">
          <Button look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Only what is needed or filled in' : `Show ${hidden} more ${hidden === 1 ? 'field' : 'fields'}`}
          </Button>
        </div>
      )}
    </>
  )
}

/** Needed, filled in, or given a meaning by a neighbour. */
function isOpen(field: Field, owner: JsonNode | undefined): boolean {
  if (memberValue(owner, field.name) !== undefined) return true
  return field.when ? isWanted(field.when, owner) : field.required === true
}

function exampleOf({ example }: Field): string | undefined {
  return typeof example === 'string' || typeof example === 'number' ? `such as ${example}` : undefined
}

interface MemberEditorProps {
  readonly name: string
  readonly shape: Shape
  readonly node: JsonNode | undefined
  /** Undefined where the shape does not depend on its neighbours. */
  readonly owner: JsonNode | undefined
  readonly pointer: Pointer
  readonly label: string
  readonly help: string | undefined
  readonly placeholder?: string | undefined
  readonly required?: boolean
  readonly deprecated?: boolean | undefined
  /** The same function at each drawing; undefined takes the member out. */
  readonly onMember: (name: string, value: JsonNode | undefined) => void
}

/** One member of an object, drawn again only when it has changed. */
export const MemberEditor = memo(function MemberEditor(props: MemberEditorProps) {
  const { name, shape, node, owner, pointer, label, help, placeholder, required = false, deprecated, onMember } = props
  const ShapeEditor = useShapeEditor()
  return (
    <ShapeEditor
      shape={shape}
      node={node}
      owner={owner}
      pointer={pointer}
      head={{
        name: <span data-deprecated={deprecated}>{name}</span>,
        label,
        required,
        help,
        placeholder,
        onRemove: () => onMember(name, undefined),
      }}
      onChange={(value) => onMember(name, value)}
    />
  )
})
