import { Plus } from 'lucide-react'
import { memo, useState } from 'react'
import type { MapShape } from '../../../../../shared/catalogue/shape.ts'
import { Button } from '../../../../ui/button.tsx'
import { useSteady } from '../../../../ui/use-steady.ts'
import { firstOf } from './array-editor.tsx'
import { type ShapeEditorProps, useFieldNote, useShapeEditor } from './editor-context.ts'
import { Block } from './field-row.tsx'
import { childOf, emptyOf, type JsonNode, type Pointer, renamed, textNode, withMember } from './json-node.ts'

/** An object whose names are data: each line has a name of its own. */
export function MapEditor({ shape, node, pointer, head, onChange }: ShapeEditorProps<MapShape>) {
  const note = useFieldNote(pointer)
  const members = node?.kind === 'object' ? node.members : []
  const taken = members.some(({ name }) => name === '')
  const change = useSteady((name: string, value: JsonNode | undefined) => onChange(withMember(node, name, value)))
  const rename = useSteady((at: number, next: string): boolean => {
    const changed = node && renamed(node, at, next)
    if (changed) onChange(changed)
    return changed !== undefined
  })
  const add = (): void => change('', firstOf(shape.values))
  return (
    <Block pointer={pointer} head={head} note={note} onAdd={node ? undefined : () => onChange(emptyOf('map'))}>
      {members.map(({ name, value }, at) => (
        <EntryEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: the name changes while it is typed
          key={at}
          at={at}
          name={name}
          shape={shape}
          node={value}
          pointer={childOf(pointer, name)}
          of={head.label}
          onMember={change}
          onRename={rename}
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

interface EntryEditorProps {
  readonly at: number
  readonly name: string
  readonly shape: MapShape
  readonly node: JsonNode
  readonly pointer: Pointer
  /** How the whole is called. */
  readonly of: string
  /** The same functions at each drawing; undefined takes the line out. */
  readonly onMember: (name: string, value: JsonNode | undefined) => void
  /** False where the name is taken. */
  readonly onRename: (at: number, name: string) => boolean
}

/** One line, drawn again only when it has changed. */
const EntryEditor = memo(function EntryEditor(props: EntryEditorProps) {
  const { at, name, shape, node, pointer, of, onMember, onRename } = props
  const ShapeEditor = useShapeEditor()
  return (
    <ShapeEditor
      shape={shape.values}
      node={node}
      owner={undefined}
      pointer={pointer}
      head={{
        name: (
          <MapKey
            label={`Name of ${of} ${at + 1}`}
            placeholder={shape.keys}
            name={name}
            onRename={(next) => onRename(at, next)}
          />
        ),
        label: `${of}.${name}`,
        help: shape.keys,
        onRemove: () => onMember(name, undefined),
      }}
      onChange={(next) => onMember(name, next ?? textNode(''))}
    />
  )
})

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
      title={refused === undefined ? undefined : 'This name exists already.'}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      value={refused ?? name}
      onChange={(event) => setRefused(onRename(event.target.value) ? undefined : event.target.value)}
    />
  )
}
