import { Plus } from 'lucide-react'
import { memo } from 'react'
import type { ListShape, Shape } from '../../../../../shared/catalogue/shape.ts'
import { Button } from '../../../../ui/button.tsx'
import { useSteady } from '../../../../ui/use-steady.ts'
import { type ShapeEditorProps, useFieldNote, useShapeEditor } from './editor-context.ts'
import { Block } from './field-row.tsx'
import { childOf, emptyOf, type JsonNode, type Pointer, textNode, withItem } from './json-node.ts'

/** A list: its items one below the other, each with a way out, and one more at the end. */
export function ArrayEditor({ shape, node, pointer, head, onChange }: ShapeEditorProps<ListShape>) {
  const note = useFieldNote(pointer)
  const items = node?.kind === 'array' ? node.items : []
  const full = shape.maximumItems !== undefined && items.length >= shape.maximumItems
  const change = useSteady((at: number, value: JsonNode | undefined) => onChange(withItem(node, at, value)))
  const add = (): void => change(items.length, firstOf(shape.items))
  return (
    <Block pointer={pointer} head={head} note={note} onAdd={node ? undefined : add}>
      {items.map((item, at) => (
        <ItemEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: the items of a JSON list have nothing else to be known by
          key={at}
          at={at}
          shape={shape.items}
          node={item}
          pointer={childOf(pointer, at)}
          label={`${head.label}[${at}]`}
          onItem={change}
        />
      ))}
      <div className="form-more">
        <Button
          look="quiet"
          icon={<Plus size={14} aria-hidden="true" />}
          disabled={full}
          title={full ? `At most ${shape.maximumItems}` : undefined}
          aria-label={`Add one to ${head.label}`}
          onClick={add}
        >
          Add one
        </Button>
      </div>
    </Block>
  )
}

interface ItemEditorProps {
  readonly at: number
  readonly shape: Shape
  readonly node: JsonNode
  readonly pointer: Pointer
  readonly label: string
  /** The same function at each drawing; undefined takes the item out. */
  readonly onItem: (at: number, value: JsonNode | undefined) => void
}

/** One item, drawn again only when it has changed. */
const ItemEditor = memo(function ItemEditor({ at, shape, node, pointer, label, onItem }: ItemEditorProps) {
  const ShapeEditor = useShapeEditor()
  const name = <span className="tertiary">{at + 1}</span>
  return (
    <ShapeEditor
      shape={shape}
      node={node}
      owner={undefined}
      pointer={pointer}
      head={{ name, label, help: undefined, onRemove: () => onItem(at, undefined) }}
      // An emptied item keeps its place.
      onChange={(next) => onItem(at, next ?? textNode(''))}
    />
  )
})

/** What a new item begins as. */
export function firstOf(shape: Shape): JsonNode {
  switch (shape.kind) {
    case 'object':
    case 'map':
    case 'array':
      return emptyOf(shape.kind)
    case 'oneOf':
      return shape.choices[0] ? firstOf(shape.choices[0].shape) : textNode('')
    case 'any':
      return { kind: 'null' }
    default:
      return textNode('')
  }
}
