import { defaultKeymap } from '@codemirror/commands'
import { EditorState, type Extension } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import { styleNonce } from '../../platform/style-nonce.ts'

/** Returns the extensions of a read-only editor that can be focused, so that the keyboard can scroll it. */
export function readOnlyJson(label: string): readonly Extension[] {
  const nonce = styleNonce()
  return [
    nonce === undefined ? [] : EditorView.cspNonce.of(nonce),
    EditorState.readOnly.of(true),
    keymap.of(defaultKeymap),
    jsonLineColours,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true' }),
  ]
}

/** Matches a string, a member name with its colon, a number or a literal. */
const VALUE = /("(?:[^"\\]|\\.)*"?)(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g

const KEY = Decoration.mark({ class: 'json-key' })
const STRING = Decoration.mark({ class: 'json-string' })
const NUMBER = Decoration.mark({ class: 'json-number' })
const LITERAL = Decoration.mark({ class: 'json-literal' })

const matcher = new MatchDecorator({
  regexp: VALUE,
  decorate(add, from, _to, [whole, text, colon]) {
    const value = text ?? whole
    const kind = text === undefined ? (/^[tfn]/.test(whole) ? LITERAL : NUMBER) : colon === undefined ? STRING : KEY
    add(from, from + value.length, kind)
  },
})

/** Colours the visible lines of formatted JSON. A parser would read all lines and fail on truncated JSON. */
const jsonLineColours: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet

    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view)
    }

    update(update: ViewUpdate): void {
      this.decorations = matcher.updateDeco(update, this.decorations)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)
