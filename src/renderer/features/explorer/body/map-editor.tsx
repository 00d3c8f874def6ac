import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { MapShape } from '../../../../shared/catalogue/shape.ts'
import { Button } from '../../../ui/button.tsx'
import { firstOf } from './array-editor.tsx'
import { Block } from './block.tsx'
import { emptyOf, renamed, withMember } from './edit-json.ts'
import { type ShapeEditorProps, useShapeEditor } from './editor-props.ts'
import { useFieldNote } from './form-problems.ts'
import { childOf, textNode } from './json-node.ts'

/** An object whose names are data: each line has a name of its own. */
export function MapEditor({ shape, node, pointer, head, onChange }: ShapeEditorProps<MapShape>) {
  const ShapeEditor = useShapeEditor()
  const note = useFieldNote(pointer)
  const members = node?.kind === 'object' ? node.members : []
  const taken = members.some(({ name }) => name === '')
  const add = (): void => onChange(withMember(node, '', firstOf(shape.values)))
  return (
    <Block pointer={pointer} head={head} note={note} onAdd={node ? undefined : () => onChange(emptyOf('map'))}>
      {members.map(({ name, value }, at) => (
        <ShapeEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: the name changes while it is typed
          key={at}
          shape={shape.values}
          node={value}
          owner={undefined}
          pointer={childOf(pointer, name)}
          head={{
            name: (
              <MapKey
                label={`Name of ${head.label} ${at + 1}`}
                placeholder={shape.keys}
                name={name}
                onRename={(next) => {
                  const changed = node && renamed(node, at, next)
                  if (changed) onChange(changed)
                  return changed !== undefined
                }}
              />
            ),
            label: `${head.label}.${name}`,
            help: shape.keys,
            onRemove: () => onChange(withMember(node, name, undefined)),
          }}
          onChange={(next) => onChange(withMember(node, name, next ?? textNode('')))}
        />
      ))}
      <div className="form-more">
        <Button
          look="quiet"
          icon={<Plus size={14} aria-hidden="true" />}
          disabled={taken}
          aria-label={`Add one to ${head.label}`}
          onClick={add}
        >
          Add one
        </Button>
      </div>
    </Block>
  )
}

interface MapKeyProps {
  readonly label: string
  readonly placeholder: string
  readonly name: string
  /** False where the name is taken. */
  readonly onRename: (name: string) => boolean
}

/** A name that another line has already is kept here, marked, until it is another one. */
function MapKey({ label, placeholder, name, onRename }: MapKeyProps) {
  const [refused, setRefused] = useState<string>()
  return (
    <input
      className="input input-code"
      aria-label={label}
      aria-invalid={refused !== undefined || undefined}
      title={refused === undefined ? undefined : 'This name is there already.'}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      value={refused ?? name}
      onChange={(event) => setRefused(onRename(event.target.value) ? undefined : event.target.value)}
    />
  )
}
