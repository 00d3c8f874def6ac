import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, indentOnInput, indentUnit, syntaxTree } from '@codemirror/language'
import { EditorState, type Extension, Prec, RangeSetBuilder } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import { useEffect, useEffectEvent, useRef } from 'react'
import { styleNonce } from '../../../../platform/style-nonce.ts'
import { findBodyError } from './read-json.ts'

export interface BodyEditorProps {
  readonly value: string
  readonly invalid: boolean
  readonly onChange: (value: string) => void
  readonly onSend: () => void
}

/** JSON editor for the body. Loads on demand, because its code is large. */
export function BodyEditor({ value, invalid, onChange, onSend }: BodyEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(null)
  const changed = useEffectEvent(onChange)
  const sent = useEffectEvent(onSend)
  const initial = useRef(value)

  useEffect(() => {
    const parent = host.current
    if (!parent) return
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: initial.current,
        extensions: extensions(
          (text) => changed(text),
          () => sent(),
        ),
      }),
    })
    editor.current = view
    return () => {
      editor.current = null
      view.destroy()
    }
  }, [])

  useEffect(() => {
    const view = editor.current
    if (!view || view.state.doc.toString() === value) return
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } })
  }, [value])

  useEffect(() => {
    const content = editor.current?.contentDOM
    content?.setAttribute('aria-invalid', String(invalid))
    if (invalid) content?.setAttribute('aria-describedby', 'body-problem')
    else content?.removeAttribute('aria-describedby')
  }, [invalid])

  return <div ref={host} className="body-editor anchor grow scroll" data-invalid={invalid} />
}

function extensions(onChange: (text: string) => void, onSend: () => void): readonly Extension[] {
  const nonce = styleNonce()
  return [
    nonce === undefined ? [] : EditorView.cspNonce.of(nonce),
    // Takes precedence over the editor's own key binding, which inserts a line.
    Prec.highest(
      keymap.of([
        {
          key: 'Mod-Enter',
          run: () => {
            onSend()
            return true
          },
        },
      ]),
    ),
    history(),
    lineNumbers(),
    drawSelection(),
    typeOverSelection,
    indentOnInput(),
    indentUnit.of('  '),
    bracketMatching(),
    highlightActiveLine(),
    // The keymap has no command for Tab, so that Tab moves the focus out of the editor.
    keymap.of([...defaultKeymap, ...historyKeymap]),
    json(),
    jsonColours,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': 'JSON body' }),
    EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
  ]
}

/** Replaces selected text. Chromium would keep its colour as an inline style, which the page's policy blocks. */
const typeOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const selected = getSelection()
    if (event.inputType !== 'insertText' || event.data === null || selected?.rangeCount !== 1) return false
    const range = selected.getRangeAt(0)
    // The editor's own selection can be older than the selection of the page.
    const from = view.posAtDOM(range.startContainer, range.startOffset)
    const to = view.posAtDOM(range.endContainer, range.endOffset)
    if (from === to) return false
    const insert = view.state.toText(event.data)
    const selection = { anchor: from + insert.length }
    view.dispatch({ changes: { from, to, insert }, selection, userEvent: 'input.type', scrollIntoView: true })
    return true
  },
})

const CLASSES: Readonly<Record<string, Decoration>> = {
  PropertyName: Decoration.mark({ class: 'json-key' }),
  String: Decoration.mark({ class: 'json-string' }),
  Number: Decoration.mark({ class: 'json-number' }),
  True: Decoration.mark({ class: 'json-literal' }),
  False: Decoration.mark({ class: 'json-literal' }),
  Null: Decoration.mark({ class: 'json-literal' }),
}

const ERROR = Decoration.mark({ class: 'json-error' })

/** Highlights JSON and underlines the first error. */
const jsonColours: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet

    constructor(view: EditorView) {
      this.decorations = decorate(view)
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state)) {
        this.decorations = decorate(update.view)
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const decoration = CLASSES[node.name]
        if (decoration) builder.add(node.from, node.to, decoration)
      },
    })
  }
  const text = view.state.doc.toString()
  const at = findBodyError(text)?.at
  if (at === undefined) return builder.finish()
  // At the end of the text, the last visible character is underlined.
  const from = Math.min(at, text.trimEnd().length - 1)
  return builder.finish().update({ add: [ERROR.range(from, from + 1)] })
}
