import { Plus } from 'lucide-react'
import type { ListShape, Shape } from '../../../../shared/catalogue/shape.ts'
import { Button } from '../../../ui/button.tsx'
import { Block } from './block.tsx'
import { emptyOf, withItem } from './edit-json.ts'
import { type ShapeEditorProps, useShapeEditor } from './editor-props.ts'
import { useFieldNote } from './form-problems.ts'
import { childOf, type JsonNode, textNode } from './json-node.ts'

/** A list: its items one below the other, each with a way out, and one more at the end. */
export function ArrayEditor({ shape, node, pointer, head, onChange }: ShapeEditorProps<ListShape>) {
  const ShapeEditor = useShapeEditor()
  const note = useFieldNote(pointer)
  const items = node?.kind === 'array' ? node.items : []
  const full = shape.maximumItems !== undefined && items.length >= shape.maximumItems
  const add = (): void => onChange(withItem(node, items.length, firstOf(shape.items)))
  return (
    <Block pointer={pointer} head={head} note={note} onAdd={node ? undefined : add}>
      {items.map((item, at) => (
        <ShapeEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: the items of a JSON list have nothing else to be known by
          key={at}
          shape={shape.items}
          node={item}
          owner={undefined}
          pointer={childOf(pointer, at)}
          head={{
            name: <span className="form-item">{at + 1}</span>,
            label: `${head.label}[${at}]`,
            help: undefined,
            onRemove: () => onChange(withItem(node, at, undefined)),
          }}
          // An emptied item keeps its place.
          onChange={(next) => onChange(withItem(node, at, next ?? textNode('')))}
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
