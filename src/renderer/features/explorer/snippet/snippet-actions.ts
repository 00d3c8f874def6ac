import { create } from 'zustand'
import { SNIPPET_FORMATS, type SnippetFormatId } from '../../../../shared/snippets/snippet-formats.ts'
import { copyText } from '../../../platform/clipboard.ts'
import { recall, remember } from '../../../platform/local-memory.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { usePlatformStore } from '../../../stores/platform-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { COPY_DENIED, SELECT_AND_COPY } from '../../../ui/copy-denied.ts'
import { saveFile } from '../../files/index.ts'
import { activeTab } from '../explorer-store.ts'
import { draftOfSent, type SentRequest } from '../request/restore-draft.ts'
import { currentVariables } from '../request/send-request.ts'
import { type RequestSnippet, requestSnippet, type SnippetTarget } from './request-snippet.ts'

/** Element id of the Snippet button. */
export const SNIPPET_BUTTON_ID = 'snippet-button'
export const SNIPPET_PANE_ID = 'snippet-pane'

let focusedBefore: Element | null = null
let focusesPane = false

/** Opens the snippet pane and focuses it. */
export function openSnippet(): void {
  const pane = document.getElementById(SNIPPET_PANE_ID)
  if (!pane?.contains(document.activeElement)) focusedBefore = document.activeElement
  goTo('explorer')
  useSnippetStore.setState({ open: true })
  focusesPane = true
  focusWhenOpened(pane)
}

/** Closes the snippet pane. If the pane has the focus, returns it to the previous element. */
export function closeSnippet(): void {
  const hasFocus = document.getElementById(SNIPPET_PANE_ID)?.contains(document.activeElement)
  focusesPane = false
  useSnippetStore.setState({ open: false })
  if (!hasFocus) return
  const before = focusedBefore
  if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus()
  else document.getElementById(SNIPPET_BUTTON_ID)?.focus()
}

export function toggleSnippet(): void {
  if (useSnippetStore.getState().open) closeSnippet()
  else openSnippet()
}

/** Focuses the pane only after a call to `openSnippet`. Used as a `ref`. */
export function focusWhenOpened(pane: HTMLElement | null): void {
  if (!pane || !focusesPane) return
  focusesPane = false
  pane.querySelector<HTMLElement>('input:checked')?.focus()
}

/** Copies the code of the snippet. */
export async function copySnippet(): Promise<void> {
  const snippet = currentSnippet()
  if (snippet?.kind !== 'code') showToast('idle', 'No code to copy. The snippet shows the reason.')
  else if (await copyText(snippet.code)) showToast('good', `Copied the snippet, ${snippet.fileName}.`)
  else showToast('bad', SELECT_AND_COPY)
}

/** Copies code for a request that is not in the form, in the chosen language. `about`: what the request does. */
export async function copySnippetOf(request: SentRequest, about: string): Promise<void> {
  const target = snippetTarget()
  const snippet = target && requestSnippet(draftOfSent(request), {}, target, useSnippetStore.getState().language)
  if (!snippet) return
  if (snippet.kind === 'unfinished') showToast('bad', `No snippet: ${snippet.reasons.join(' ')}`)
  else if (snippet.kind === 'impossible') showToast('bad', `No snippet: ${snippet.reason}`)
  else if (await copyText(snippet.code)) showToast('good', `Copied the snippet, ${snippet.fileName}: ${about}.`)
  else showToast('bad', COPY_DENIED)
}

/** Saves the code under the usual file name for its language. */
export async function saveSnippet(): Promise<void> {
  const snippet = currentSnippet()
  if (snippet?.kind !== 'code') showToast('idle', 'No code to save. The snippet shows the reason.')
  else await saveFile(snippet.fileName, { kind: 'text', text: snippet.code })
}

/** Returns the code for the current request; undefined until the profile is known. */
function currentSnippet(): RequestSnippet | undefined {
  const target = snippetTarget()
  if (!target) return undefined
  const { draft } = activeTab()
  return requestSnippet(draft, currentVariables(), target, useSnippetStore.getState().language)
}

/** Returns the profile in use; undefined until it is known. */
function snippetTarget(): SnippetTarget | undefined {
  const profile = useSessionStore.getState().view?.profile
  return profile && { profile, commandLine: usePlatformStore.getState().capabilities?.commandLine }
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

export function chooseSnippetLanguage(language: SnippetFormatId): void {
  useSnippetStore.setState({ language })
  remember('snippet-language', language)
}
