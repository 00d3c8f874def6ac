import { create } from 'zustand'
import { SNIPPET_FORMATS, type SnippetFormatId } from '../../shared/snippets/snippet-formats.ts'
import { recall, remember } from '../platform/local-memory.ts'

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
