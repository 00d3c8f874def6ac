import { csharp } from './csharp.ts'
import { go } from './go.ts'
import { ibkrClient, typescript } from './node.ts'
import { ibind, pythonRequests } from './python.ts'
import { curl, httpie } from './shell.ts'
import type { SnippetFormat } from './snippet.ts'

/** Every snippet format, in the order of the window's list. */
export const SNIPPET_FORMATS = {
  curl,
  httpie,
  typescript,
  'ibkr-client': ibkrClient,
  python: pythonRequests,
  ibind,
  go,
  csharp,
} as const satisfies Readonly<Record<string, SnippetFormat>>

export type SnippetFormatId = keyof typeof SNIPPET_FORMATS
