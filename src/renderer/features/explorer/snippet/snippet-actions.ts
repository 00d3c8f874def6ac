import { create } from 'zustand'
import { SNIPPET_FORMATS, type SnippetFormatId } from '../../../../shared/snippets/snippet-formats.ts'
import { copyText } from '../../../platform/clipboard.ts'
import { recall, remember } from '../../../platform/local-memory.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { saveFile } from '../../files/index.ts'
import { useExplorerStore } from '../explorer-store.ts'
import { currentVariables } from '../request/send-request.ts'
import { type RequestSnippet, requestSnippet } from './request-snippet.ts'

/** Of the button in the request line, where the focus goes when what had it before is gone. */
export const SNIPPET_BUTTON_ID = 'snippet-button'
export const SNIPPET_PANE_ID = 'snippet-pane'

let focusedBefore: Element | null = null
let focusWanted = false

/** Opens the snippet of the request with the keyboard in it; open already, it only gets the keyboard. */
export function openSnippet(): void {
  const pane = document.getElementById(SNIPPET_PANE_ID)
  if (!pane?.contains(document.activeElement)) focusedBefore = document.activeElement
  goTo('explorer')
  useSnippetStore.setState({ open: true })
  if (pane) focusLanguage(pane)
  else focusWanted = true
}

/** Closes it. The focus goes back to where it was, unless it has left the pane already. */
export function closeSnippet(): void {
  const pane = document.getElementById(SNIPPET_PANE_ID)
  const inside = pane?.contains(document.activeElement) ?? false
  focusWanted = false
  useSnippetStore.setState({ open: false })
  if (inside) focusBack()
}

export function toggleSnippet(): void {
  if (useSnippetStore.getState().open) closeSnippet()
  else openSnippet()
}

/** As a `ref` of the pane: takes the focus when a person opened it, not when a view with it is shown again. */
export function focusWhenOpened(pane: HTMLElement | null): void {
  if (!pane || !focusWanted) return
  focusWanted = false
  focusLanguage(pane)
}

/** Puts the code of the pane on the clipboard. */
export async function copySnippet(): Promise<void> {
  const snippet = currentSnippet()
  if (snippet?.kind !== 'code') showToast('idle', 'No code to copy: see the reason in the snippet.')
  else if (await copyText(snippet.code)) showToast('good', `Copied the snippet, ${snippet.fileName}.`)
  else showToast('bad', 'The browser did not allow copying. Select the text and press Ctrl+C.')
}

/** Saves the code of the pane under the name by which its language is run. */
export async function saveSnippet(): Promise<void> {
  const snippet = currentSnippet()
  if (snippet?.kind !== 'code') showToast('idle', 'No code to save: see the reason in the snippet.')
  else await saveFile(snippet.fileName, { kind: 'text', text: snippet.code })
}

/** Undefined until the host has told which profile this is. */
function currentSnippet(): RequestSnippet | undefined {
  const profile = useSessionStore.getState().view?.profile
  if (!profile) return undefined
  const { draft } = useExplorerStore.getState()
  return requestSnippet(draft, currentVariables(), profile, useSnippetStore.getState().language)
}

function focusBack(): void {
  const before = focusedBefore
  if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus()
  else document.getElementById(SNIPPET_BUTTON_ID)?.focus()
}

function focusLanguage(pane: HTMLElement): void {
  pane.querySelector<HTMLElement>('input:checked')?.focus()
}

export interface SnippetData {
  readonly open: boolean
  readonly language: SnippetFormatId
}

const isFormat = (value: unknown): value is SnippetFormatId =>
  typeof value === 'string' && Object.hasOwn(SNIPPET_FORMATS, value)

export const useSnippetStore = create<SnippetData>()(() => ({
  open: false,
  language: recall('snippet-language', isFormat, 'typescript'),
}))

/** Shows and remembers a language. */
export function chooseSnippetLanguage(language: SnippetFormatId): void {
  useSnippetStore.setState({ language })
  remember('snippet-language', language)
}
