import { curlSnippet } from '../../../shared/snippets/curl-snippet.ts'
import { ibkrClientSnippet } from '../../../shared/snippets/ibkr-client-snippet.ts'
import { pythonRequestsSnippet } from '../../../shared/snippets/python-requests-snippet.ts'
import type { Snippet, SnippetProfile, SnippetRequest } from '../../../shared/snippets/snippet-request.ts'
import { typescriptSnippet } from '../../../shared/snippets/typescript-snippet.ts'
import type { SnippetLanguageId } from '../../stores/snippet-store.ts'

export interface SnippetLanguage {
  readonly label: string
  /** What it takes to run the code, as commands. */
  readonly run: readonly string[]
  readonly make: (request: SnippetRequest, profile: SnippetProfile) => Snippet
}

export const snippetLanguages: Readonly<Record<SnippetLanguageId, SnippetLanguage>> = {
  curl: { label: 'curl', run: ['bash request.sh'], make: curlSnippet },
  typescript: {
    label: 'TypeScript',
    run: ['npm install ibkr-console', 'node request.mjs'],
    make: typescriptSnippet,
  },
  'ibkr-client': {
    label: 'ibkr-client',
    run: ['npm install ibkr-client@1.0.4', 'node request.cjs'],
    make: ibkrClientSnippet,
  },
  python: { label: 'Python', run: ['pip install requests', 'python3 request.py'], make: pythonRequestsSnippet },
}
