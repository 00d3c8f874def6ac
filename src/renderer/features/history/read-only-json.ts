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

/** JSON to be read: it takes the focus for scrolling and selecting, and no text. */
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

/** A text with the colon that makes it a name, a number, a word. */
const VALUE = /("(?:[^"\\]|\\.)*"?)(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g

const KEY = Decoration.mark({ class: 'json-key' })
const STRING = Decoration.mark({ class: 'json-string' })
const NUMBER = Decoration.mark({ class: 'json-number' })
const WORD = Decoration.mark({ class: 'json-literal' })

const matcher = new MatchDecorator({
  regexp: VALUE,
  decorate(add, from, _to, [whole, text, colon]) {
    const value = text ?? whole
    const kind = text === undefined ? (/^[tfn]/.test(whole) ? WORD : NUMBER) : colon === undefined ? STRING : KEY
    add(from, from + value.length, kind)
  },
})

/**
 * Colours JSON that is laid out: no text of it goes over a line, so that the lines in sight are enough. A parser would read megabytes from
 * their beginning, and stumble where only a part is shown.
 */
export const jsonLineColours: Extension = ViewPlugin.fromClass(
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
