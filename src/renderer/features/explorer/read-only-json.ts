import { defaultKeymap } from '@codemirror/commands'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { styleNonce } from '../../platform/style-nonce.ts'
import { jsonLineColours } from './json-line-colours.ts'

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
