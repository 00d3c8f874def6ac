import { create } from 'zustand'
import { recall, remember } from '../platform/local-memory.ts'

/** In the order in which they are offered. */
export const SNIPPET_LANGUAGES = [
  'curl',
  'httpie',
  'typescript',
  'ibkr-client',
  'python',
  'ibind',
  'go',
  'csharp',
] as const

export type SnippetLanguageId = (typeof SNIPPET_LANGUAGES)[number]

export interface SnippetData {
  readonly open: boolean
  readonly language: SnippetLanguageId
}

const isLanguage = (value: unknown): value is SnippetLanguageId =>
  (SNIPPET_LANGUAGES as readonly unknown[]).includes(value)

export const useSnippetStore = create<SnippetData>()(() => ({
  open: false,
  language: recall('snippet-language', isLanguage, 'typescript'),
}))

/** Shows and remembers a language. */
export function chooseSnippetLanguage(language: SnippetLanguageId): void {
  useSnippetStore.setState({ language })
  remember('snippet-language', language)
}
