import { csharpSnippet } from '../../../shared/snippets/csharp-snippet.ts'
import { curlSnippet } from '../../../shared/snippets/curl-snippet.ts'
import { goSnippet } from '../../../shared/snippets/go-snippet.ts'
import { httpieSnippet } from '../../../shared/snippets/httpie-snippet.ts'
import { ibindSnippet } from '../../../shared/snippets/ibind-snippet.ts'
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
  httpie: { label: 'HTTPie', run: ['bash request.sh'], make: httpieSnippet },
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
  python: {
    label: 'Python',
    run: ['pip install requests cryptography', 'python3 request.py'],
    make: pythonRequestsSnippet,
  },
  ibind: { label: 'ibind', run: ['pip install ibind', 'python3 request.py'], make: ibindSnippet },
  go: { label: 'Go', run: ['go run request.go'], make: goSnippet },
  csharp: { label: 'C#', run: ['dotnet new console', 'dotnet run'], make: csharpSnippet },
}
