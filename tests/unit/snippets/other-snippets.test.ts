import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csharpSnippet } from '../../../src/shared/snippets/csharp-snippet.ts'
import { goSnippet } from '../../../src/shared/snippets/go-snippet.ts'
import { httpieSnippet } from '../../../src/shared/snippets/httpie-snippet.ts'
import { ibindSnippet } from '../../../src/shared/snippets/ibind-snippet.ts'
import { bodyToSend } from '../../../src/shared/snippets/snippet-request.ts'
import { arbitraryRequest, gateway } from './arbitrary-request.ts'
import { canRun, codeOf, runIn } from './run-code.ts'

/** Prints its arguments instead of calling anybody: each ends with NUL, each call with one more. */
const fakeHttp = String.raw`http() { printf '%s\0' "$@"; printf '\0'; }`

describe.runIf(canRun('bash'))('what bash makes of the HTTPie snippet', () => {
  test('is the request, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRequest, { minLength: 10, maxLength: 40 }), (requests) => {
        const script = [fakeHttp, ...requests.map((request) => codeOf(httpieSnippet(request, gateway)))].join('\n')
        const calls = runIn({ 'all.sh': script }, 'bash', ['all.sh']).split('\0\0').slice(0, -1)
        expect(calls).toHaveLength(requests.length)
        for (const [index, request] of requests.entries()) {
          const call = (calls[index] ?? '').split('\0')
          const [method, address] = call.slice(-2)
          expect(method).toBe(request.method)
          expect([...new URL(address ?? '').searchParams]).toEqual(Object.entries(request.query ?? {}))
          const at = call.indexOf('--raw')
          expect(at < 0 ? undefined : call[at + 1]).toBe(bodyToSend(request))
        }
      }),
      { numRuns: 15 },
    )
  })
})

/** Stands in for the package: prints what it is asked for, as JSON, one line each. */
const fakeIbind = `
import json, sys

class Result:
    data = ""

class IbkrClient:
    def __init__(self, **options):
        self.options = options

    def request(self, method, path, **options):
        sys.stdout.write("CALL " + json.dumps({"client": self.options, "method": method, "path": path, **options}) + "\\n")
        return Result()
`

describe.runIf(canRun('python3'))('what Python makes of the ibind snippet', () => {
  test('is the request, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRequest, { minLength: 10, maxLength: 40 }), (requests) => {
        const program = requests.map((request) => codeOf(ibindSnippet(request, gateway))).join('\n')
        const lines = runIn({ 'ibind.py': fakeIbind, 'main.py': program }, 'python3', ['main.py']).split('\n')
        const calls = lines
          .filter((line) => line.startsWith('CALL '))
          .map((line) => JSON.parse(line.slice(5)) as Record<string, unknown>)
        expect(calls).toHaveLength(requests.length)
        for (const [index, request] of requests.entries()) {
          const call = calls[index] ?? {}
          expect(call).toMatchObject({
            client: { url: 'https://localhost:5000/v1/api/', cacert: false },
            method: request.method,
            path: request.path.slice('/v1/api/'.length),
          })
          expect(Object.entries(call['params'] ?? {})).toEqual(Object.entries(request.query ?? {}))
          const body = bodyToSend(request)
          expect(call['data'] ?? (call['json'] === undefined ? undefined : JSON.stringify(call['json']))).toEqual(
            body === undefined ? undefined : JSON.stringify(JSON.parse(body)),
          )
        }
      }),
      { numRuns: 15 },
    )
  })
})

describe('a text in Go and C#', () => {
  /** The literals of a program, read by the rules that JSON shares with both languages. */
  const literals = (code: string): readonly string[] =>
    [...code.matchAll(/"(?:[^"\\\n]|\\.)*"/g)].map(([literal]) => JSON.parse(literal) as string)

  test.each([
    ['Go', goSnippet],
    ['C#', csharpSnippet],
  ])(
    '%s: half a pair of surrogates, which would not compile, becomes the sign for what cannot be shown',
    (_name, make) => {
      const code = codeOf(make({ method: 'POST', path: '/v1/api/iserver/secdef/search', body: '"\ud800"' }, gateway))
      expect(code).not.toMatch(/\\u?d800|\ud800/i)
      expect(literals(code)).toContain('"\ufffd"')
    },
  )

  test.each([
    ['Go', goSnippet],
    ['C#', csharpSnippet],
  ])('%s: every value of the request is one literal, on one line, whatever is in it', (_name, make) => {
    fc.assert(
      fc.property(arbitraryRequest, (request) => {
        const plain = literals(codeOf(make(request, gateway)))
        const address = plain.find((text) => text.startsWith('https://'))
        expect([...new URL(address ?? '').searchParams]).toEqual(Object.entries(request.query ?? {}))
        const body = bodyToSend(request)
        if (body !== undefined) expect(plain).toContain(body)
        const signed = literals(codeOf(make(request, { kind: 'oauth1' })))
        for (const text of Object.entries(request.query ?? {}).flat()) expect(signed).toContain(text)
        if (body !== undefined) expect(signed).toContain(body)
      }),
    )
  })

  test('of C# is plain ASCII: some characters beyond it end a line there', () => {
    const code = codeOf(csharpSnippet({ method: 'POST', path: '/v1/api/x', body: '"\u2028\u0085é📈"' }, gateway))
    expect(code).toMatch(/^[\x20-\x7e\n]*$/)
  })
})

test('what cannot be said in a language is said instead', () => {
  const request = { method: 'GET', path: '/gw/api/v1/echo/https' }
  expect(httpieSnippet(request, { kind: 'oauth1' })).toMatchObject({ kind: 'impossible' })
  expect(ibindSnippet(request, gateway)).toMatchObject({ kind: 'impossible' })
  for (const make of [httpieSnippet, ibindSnippet, goSnippet, csharpSnippet]) {
    expect(make({ method: 'POST', path: '/v1/api/x', body: '{' }, gateway)).toMatchObject({ kind: 'impossible' })
  }
})
