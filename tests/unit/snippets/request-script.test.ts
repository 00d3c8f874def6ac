import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ScriptLanguage, writeRequestScript } from '../../../src/shared/snippets/request-script.ts'
import type { SnippetRequest } from '../../../src/shared/snippets/snippet.ts'
import { longCases } from '../../process/long-run-tests.ts'
import { programRuns } from '../../process/property-runs.ts'
import { arbitraryRequest } from './arbitrary-request.ts'
import { canRun, codeOf, runInNewFolder } from './run-code.ts'

const gateway = { kind: 'gateway', baseUrl: 'http://localhost:1' } as const
/** Characters that end a line in some language, each followed by calls that would run if the line ended. */
const ENDINGS = ['\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\u000b', '\u000c'] as const
const CALLS = ['await client.request({})//', 'session.request("GET", "x")#', 'curl x #'] as const

const breaking: fc.Arbitrary<SnippetRequest> = fc
  .tuple(arbitraryRequest, fc.constantFrom(...ENDINGS), fc.constantFrom(...CALLS))
  .map(([request, ending, call]) => ({
    ...request,
    query: { ...request.query, [`a${ending}${call}`]: `${ending}${call}` },
    body: JSON.stringify({ [`b${ending}${call}`]: [`${ending}${call}`], parsed: request.body }),
  }))

/** Languages, each with fake libraries that print SENT for each request. */
const LANGUAGES: readonly [ScriptLanguage, string, Readonly<Record<string, string>>, readonly string[]][] = [
  [
    'typescript',
    process.execPath,
    {
      'node_modules/ibkr-web-client/package.json': '{ "type": "module", "exports": "./index.js" }',
      'node_modules/ibkr-web-client/index.js':
        'export class IbkrClient { request() { process.stdout.write("SENT") } close() {} }',
    },
    ['history.mjs'],
  ],
  [
    'python',
    'python3',
    { 'requests.py': 'class Session:\n    def request(self, *a, **b): print("SENT")\n' },
    ['history.py'],
  ],
  ['bash', 'bash', {}, ['-c', 'curl() { echo SENT; }; . ./history.sh']],
]

test.each(longCases(1, LANGUAGES).filter(([, command]) => canRun(command)))(
  'sends only reads in a %s script, even if its requests contain characters that end a line',
  (language, command, files, words) => {
    fc.assert(
      fc.property(fc.array(breaking, { minLength: 10, maxLength: 40 }), (requests) => {
        const script = writeRequestScript(
          requests.map((request) => ({ request, title: 'a change', reads: false })),
          gateway,
          language,
        )
        if (script.kind !== 'code') throw new Error(script.reason)
        expect(runInNewFolder({ ...files, [script.fileName]: codeOf(script) }, command, words)).not.toContain('SENT')
      }),
      { numRuns: programRuns(2) },
    )
  },
)
