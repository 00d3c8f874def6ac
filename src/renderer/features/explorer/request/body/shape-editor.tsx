import { memo, useState } from 'react'
import type {
  ChoiceShape,
  Field,
  GroupShape,
  ListShape,
  MapShape,
  Shape,
} from '../../../../../shared/catalogue/shape.ts'
import { Button } from '../../../../ui/button.tsx'
import { Select } from '../../../../ui/select.tsx'
import { useSteady } from '../../../../ui/use-steady.ts'
import { AddItem, Block, type FieldHead, MapKey } from './field-row.tsx'
import {
  childOf,
  EMPTY_OBJECT,
  type JsonNode,
  memberValue,
  type Pointer,
  textNode,
  withItem,
  withMember,
  withRenamedMember,
} from './json-node.ts'
import { choiceFor, fits, isApplicable, newNode } from './shape-fit.ts'
import { JsonRow, type ShapeEditorProps, ValueRow } from './value-rows.tsx'
import { isValueShape, textOf } from './value-spec.ts'

/** Editor of a value in the form: a row for a scalar, or a block for an object, a map or an array. */
export function ShapeEditor(props: ShapeEditorProps<Shape>) {
  const { shape, node } = props
  if (isValueShape(shape) && textOf(node) !== undefined) return <ValueRow {...props} shape={shape} />
  if (node && (node.kind === 'variable' || !fits(shape, node))) return <JsonRow {...props} />
  switch (shape.kind) {
    case 'array':
      return <ArrayEditor {...props} shape={shape} />
    case 'object':
      return <ObjectEditor {...props} shape={shape} />
    case 'map':
      return <MapEditor {...props} shape={shape} />
    case 'oneOf':
      return <ChoiceEditor {...props} shape={shape} />
    default:
      return <JsonRow {...props} />
  }
}

function ArrayEditor({ shape, node, pointer, head, onChange }: ShapeEditorProps<ListShape>) {
  const items = node?.kind === 'array' ? node.items : []
  const { maximumItems } = shape
  const isFull = maximumItems !== undefined && items.length >= maximumItems
  const change = useSteady((at: number | string, value: JsonNode | undefined) =>
    onChange(withItem(node, Number(at), value)),
  )
  const add = (): void => change(items.length, newNode(shape.items))
  return (
    <Block pointer={pointer} head={head} onAdd={node ? undefined : add}>
      {items.map((item, at) => (
        <ChildEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: JSON items have no identity except their index
          key={at}
          at={at}
          name={String(at + 1)}
          label={`${head.label}[${at}]`}
          shape={shape.items}
          node={item}
          pointer={childOf(pointer, at)}
          help={undefined}
          isElement
          onChild={change}
        />
      ))}
      <AddItem of={head.label} refusal={isFull ? `At most ${maximumItems} entries` : undefined} onClick={add} />
    </Block>
  )
}

/** Editor of an object with arbitrary property names, such as account ids. */
function MapEditor({ shape, node, pointer, head, onChange }: ShapeEditorProps<MapShape>) {
  const members = node?.kind === 'object' ? node.members : []
  const change = useSteady((name: number | string, value: JsonNode | undefined) =>
    onChange(withMember(node, String(name), value)),
  )
  const rename = useSteady((at: number, name: string): boolean => {
    const renamed = node && withRenamedMember(node, at, name)
    if (renamed) onChange(renamed)
    return renamed !== undefined
  })
  const hasUnnamed = members.some(({ name }) => name === '')
  return (
    <Block pointer={pointer} head={head} onAdd={node ? undefined : () => onChange(EMPTY_OBJECT)}>
      {members.map(({ name, value }, at) => (
        <ChildEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: the name changes during typing
          key={at}
          at={name}
          name={name}
          label={`${head.label}.${name}`}
          nameIndex={at}
          nameLabel={`Name of ${head.label} ${at + 1}`}
          shape={shape.values}
          node={value}
          pointer={childOf(pointer, name)}
          help={shape.keys}
          isElement
          onChild={change}
          onRename={rename}
        />
      ))}
      <AddItem
        of={head.label}
        refusal={hasUnnamed ? 'Enter a name for the last entry first' : undefined}
        onClick={() => change('', newNode(shape.values))}
      />
    </Block>
  )
}

function ObjectEditor(props: ShapeEditorProps<GroupShape>) {
  const { node, head, pointer, onChange } = props
  return (
    <Block pointer={pointer} head={head} onAdd={node ? undefined : () => onChange(EMPTY_OBJECT)}>
      <ObjectFields {...props} />
    </Block>
  )
}

/** Number of fields up to which all fields are shown. */
const FEW_FIELDS = 8
const ANY_SHAPE = { kind: 'any' } as const

/** Fields of an object. Initially shows only the fields that are required or have a value. */
export function ObjectFields({ shape, node, pointer, head, onChange }: ShapeEditorProps<GroupShape>) {
  const [showsAll, setShowsAll] = useState(false)
  const main = shape.fields.filter((field) => isShown(field, node))
  // Shows all fields if the form would otherwise be empty.
  const shown = showsAll || shape.fields.length <= FEW_FIELDS || main.length === 0 ? shape.fields : main
  const hidden = shape.fields.length - shown.length
  const order = shape.fields.map((field) => field.name)
  const uncatalogued = node?.kind === 'object' ? node.members.filter(({ name }) => !order.includes(name)) : []
  const prefix = head.label === '' ? '' : `${head.label}.`
  const change = useSteady((name: number | string, value: JsonNode | undefined) =>
    onChange(withMember(node, String(name), value, order)),
  )
  return (
    <>
      {shown.map((field) => (
        <ChildEditor
          key={field.name}
          at={field.name}
          name={field.name}
          label={`${prefix}${field.name}`}
          shape={field}
          node={memberValue(node, field.name)}
          owner={field.kind === 'oneOf' ? node : undefined}
          pointer={childOf(pointer, field.name)}
          required={field.required === true && isApplicable(field.when, node)}
          deprecated={field.deprecated}
          help={field.help}
          placeholder={exampleText(field)}
          onChild={change}
        />
      ))}
      {uncatalogued.map(({ name, value }) => (
        <ChildEditor
          key={`uncatalogued ${name}`}
          at={name}
          name={name}
          label={`${prefix}${name}`}
          shape={ANY_SHAPE}
          node={value}
          pointer={childOf(pointer, name)}
          help={shape.open ? 'JSON.' : 'Not in the catalogue: sent as entered.'}
          onChild={change}
        />
      ))}
      {(hidden > 0 || showsAll) && (
        <div className="form-more">
          <Button look="quiet" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? 'Hide unused fields' : `Show ${hidden} more ${hidden === 1 ? 'field' : 'fields'}`}
          </Button>
        </div>
      )}
    </>
  )
}

/** Reports whether a field is present, required, or applicable because of another field's value. */
function isShown(field: Field, owner: JsonNode | undefined): boolean {
  if (memberValue(owner, field.name) !== undefined) return true
  return field.when ? isApplicable(field.when, owner) : field.required === true
}

const exampleText = ({ example }: Field): string | undefined =>
  typeof example === 'string' || typeof example === 'number' ? `such as ${example}` : undefined

interface ChildEditorProps extends Omit<FieldHead, 'name' | 'onRemove'> {
  /** Index of an item, or name of a member. */
  readonly at: number | string
  readonly name: string
  readonly shape: Shape
  readonly node: JsonNode | undefined
  readonly owner?: JsonNode | undefined
  readonly pointer: Pointer
  readonly deprecated?: boolean | undefined
  /** Whether the child is an item of an array or a map. Deleting its text keeps the item. */
  readonly isElement?: boolean
  /** Changes the child. Removes it if the value is undefined. Must be the same function in every render. */
  readonly onChild: (at: number | string, value: JsonNode | undefined) => void
  /**
   * Index of a map entry, label for its name, and a function that renames the entry. The function returns false if the
   * name already exists.
   */
  readonly nameIndex?: number
  readonly nameLabel?: string
  readonly onRename?: (at: number, name: string) => boolean
}

/** One child of an array, a map or an object. Memoised. */
const ChildEditor = memo(function ChildEditor(props: ChildEditorProps) {
  const { at, name, shape, node, owner, pointer, deprecated, isElement, onChild, onRename, nameIndex = 0 } = props
  const { label, nameLabel = '', required, help, placeholder } = props
  return (
    <ShapeEditor
      shape={shape}
      node={node}
      owner={owner}
      pointer={pointer}
      head={{
        name: onRename ? (
          <MapKey label={nameLabel} placeholder={help} name={name} onRename={(next) => onRename(nameIndex, next)} />
        ) : (
          <span className={typeof at === 'number' ? 'tertiary' : undefined} data-deprecated={deprecated}>
            {name}
          </span>
        ),
        label,
        required,
        help,
        placeholder,
        onRemove: () => onChild(at, undefined),
      }}
      onChange={(next) => onChild(at, next ?? (isElement ? textNode('') : undefined))}
    />
  )
})

/** Editor of a value with several possible shapes. Another choice keeps the value if it fits. */
function ChoiceEditor(props: ShapeEditorProps<ChoiceShape>) {
  const { shape, node, owner, head, onChange } = props
  const { choices } = shape
  const [chosen, setChosen] = useState<number>()
  const candidate = chosen === undefined ? undefined : choices[chosen]
  // Selects the shape that fits a value from the JSON view or a template.
  const isChosen = candidate !== undefined && (!node || fits(candidate.shape, node))
  const found = choiceFor(shape, node, owner)
  const at =
    isChosen && chosen !== undefined
      ? chosen
      : Math.max(
          choices.findIndex((choice) => choice.shape === found),
          0,
        )
  const current = choices[at]
  if (!current) return null
  const choose = (next: number): void => {
    const choice = choices[next]
    if (!choice) return
    setChosen(next)
    if (node && !fits(choice.shape, node)) onChange(newNode(choice.shape))
  }
  const isDecidedByOwner = choices.some(({ when }) => when) && !isChosen
  const name = (
    <>
      {head.name}
      {!isDecidedByOwner && (
        <Select
          className="form-choice"
          aria-label={`Type of ${head.label}`}
          value={at}
          options={choices.map(({ title }, value) => ({ value, label: title }))}
          onChange={choose}
        />
      )}
    </>
  )
  return <ShapeEditor {...props} shape={current.shape} head={{ ...head, name }} />
}
