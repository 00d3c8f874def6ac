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

/** Returns the extensions for a read-only editor. The user can focus the editor to scroll and select by keyboard. */
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

/** Matches a string (with the colon after it if it is a member name), a number or a literal. */
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

/**
 * Colours formatted JSON, in which no string spans two lines. Reads only the visible lines. A parser would read all
 * text before them and fail on truncated JSON.
 */
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
