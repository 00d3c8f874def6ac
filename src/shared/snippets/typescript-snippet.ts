import { javascriptLiteral } from './javascript-literal.ts'
import {
  bodyFlaw,
  bodyToSend,
  parseBody,
  type Snippet,
  type SnippetProfile,
  type SnippetRequest,
} from './snippet-request.ts'

/** A program with this library, in TypeScript that is valid JavaScript too: as `request.mjs` it runs without a build. */
export function typescriptSnippet(request: SnippetRequest, profile: SnippetProfile): Snippet {
  if (profile.kind === 'oauth2') {
    return {
      kind: 'impossible',
      reason: 'A program cannot log in with OAuth 2.0 through this library yet: take curl or Python.',
    }
  }
  const flaw = bodyFlaw(request)
  if (flaw !== undefined) return flaw

  const code = [
    ...typescriptLogin(profile),
    `const answer = await client.request(${requestInput(request, request.path)})`,
    'console.log(answer)',
    'await client.close()',
    '',
  ]
  return { kind: 'code', language: 'typescript', fileName: 'request.mjs', code: code.join('\n') }
}

/** The lines that make `client`, logged in. */
export function typescriptLogin(profile: Exclude<SnippetProfile, { readonly kind: 'oauth2' }>): readonly string[] {
  if (profile.kind === 'gateway') {
    return [
      "import { IbkrClient } from 'ibkr-console'",
      '',
      `const client = new IbkrClient(${JSON.stringify(profile.baseUrl)})`,
    ]
  }
  return [
    "import { readFileSync } from 'node:fs'",
    "import { IbkrClient } from 'ibkr-console'",
    '',
    '// oauth1.json holds your keys: make it with "npx ibkr-console configure".',
    "const client = new IbkrClient(JSON.parse(readFileSync('oauth1.json', 'utf8')))",
    '// false: whoever holds the brokerage session keeps it.',
    'await client.init(false)',
  ]
}

/** The argument of `request`; its body has no flaw. */
export function requestInput(request: SnippetRequest, path: string, indent = ''): string {
  const text = bodyToSend(request)
  const body = text === undefined ? undefined : parseBody(text)
  const query = request.query ?? {}
  return javascriptLiteral(
    {
      path,
      method: request.method,
      ...(Object.keys(query).length > 0 && { params: query }),
      ...(body !== undefined && { data: body.value }),
    },
    indent,
  )
}
