import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csharp } from '../../../src/shared/snippets/csharp.ts'
import { go } from '../../../src/shared/snippets/go.ts'
import { ibind } from '../../../src/shared/snippets/python.ts'
import { httpie } from '../../../src/shared/snippets/shell.ts'
import { prepareBody, writeSnippet } from '../../../src/shared/snippets/snippet.ts'
import { isLongRun, longTest } from '../../process/long-run-tests.ts'
import { programRuns } from '../../process/property-runs.ts'
import { arbitraryRequest, gateway, oauth1 } from './arbitrary-request.ts'
import { canRun, codeOf, runInNewFolder } from './run-code.ts'

/**
 * Defines a fake http command that prints its arguments: NUL after each argument, and a further NUL after each call. Every
 * order is accepted. What the snippets print is discarded.
 */
const fakeHttp = String.raw`exec 3>&1 >/dev/null; http() { printf '%s\0' "$@" >&3; printf '\0' >&3; echo '{"order_id":"1"}'; }`

describe.runIf(canRun('bash'))('HTTPie snippet, run by bash', () => {
  test('the HTTPie snippet sends the same request as the console for any path, query and body', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRequest, { minLength: 10, maxLength: 40 }), (requests) => {
        const script = [fakeHttp, ...requests.map((request) => codeOf(writeSnippet(httpie, request, gateway)))].join(
          '\n',
        )
        const calls = runInNewFolder({ 'all.sh': script }, 'bash', ['all.sh']).split('\0\0').slice(0, -1)
        expect(calls).toHaveLength(requests.length)
        for (const [index, request] of requests.entries()) {
          const call = (calls[index] ?? '').split('\0')
          const [method, address] = call.slice(-2)
          expect(method).toBe(request.method)
          expect([...new URL(address ?? '').searchParams]).toEqual(Object.entries(request.query ?? {}))
          const at = call.indexOf('--raw')
          expect(at < 0 ? undefined : call[at + 1]).toBe(prepareBody(request))
        }
      }),
      { numRuns: programRuns(15) },
    )
  })
})

/** Fake of the ibind package that prints each call as one line of JSON. */
const fakeIbind = `
import json, sys

class Result:
    data = [{"order_id": "1"}]

class IbkrClient:
    def __init__(self, **options):
        self.options = options

    def request(self, method, path, **options):
        sys.stdout.write("CALL " + json.dumps({"client": self.options, "method": method, "path": path, **options}) + "\\n")
        return Result()
`

longTest.runIf(isLongRun && canRun('python3'))(
  'the ibind snippet sends the same request as the console for any path, query and body',
  () => {
    fc.assert(
      fc.property(fc.array(arbitraryRequest, { minLength: 10, maxLength: 40 }), (requests) => {
        const program = requests.map((request) => codeOf(writeSnippet(ibind, request, gateway))).join('\n')
        const lines = runInNewFolder({ 'ibind.py': fakeIbind, 'main.py': program }, 'python3', ['main.py']).split('\n')
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
          const body = prepareBody(request)
          expect(call['data'] ?? (call['json'] === undefined ? undefined : JSON.stringify(call['json']))).toEqual(
            body === undefined ? undefined : JSON.stringify(JSON.parse(body)),
          )
        }
      }),
      { numRuns: programRuns(15) },
    )
  },
)

describe('string literals in Go and C#', () => {
  /** Returns the string literals of a program, parsed by the JSON rules, which both languages share. */
  const literals = (code: string): readonly string[] =>
    [...code.matchAll(/"(?:[^"\\\n]|\\.)*"/g)].map(([literal]) => JSON.parse(literal) as string)

  test.each([
    ['Go', go],
    ['C#', csharp],
  ])('%s: replaces a lone surrogate, which would not compile', (_name, format) => {
    const code = codeOf(
      writeSnippet(format, { method: 'POST', path: '/v1/api/iserver/secdef/search', body: '"\ud800"' }, gateway),
    )
    expect(code).not.toMatch(/\\u?d800|\ud800/i)
    expect(literals(code)).toContain('"\ufffd"')
  })

  test.each([
    ['Go', go],
    ['C#', csharp],
  ])('%s: writes each value of the request as one literal on one line', (_name, format) => {
    fc.assert(
      fc.property(arbitraryRequest, (request) => {
        const plain = literals(codeOf(writeSnippet(format, request, gateway)))
        const address = plain.find((text) => text.startsWith('https://'))
        expect([...new URL(address ?? '').searchParams]).toEqual(Object.entries(request.query ?? {}))
        const body = prepareBody(request)
        if (body !== undefined) expect(plain).toContain(body)
        const signed = literals(codeOf(writeSnippet(format, request, oauth1)))
        for (const text of Object.entries(request.query ?? {}).flat()) expect(signed).toContain(text)
        if (body !== undefined) expect(signed).toContain(body)
      }),
    )
  })

  test('writes C# as ASCII only, because other characters can end a line in C#', () => {
    const code = codeOf(writeSnippet(csharp, { method: 'POST', path: '/v1/api/x', body: '"\u2028\u0085é📈"' }, gateway))
    expect(code).toMatch(/^[\x20-\x7e\n]*$/)
  })
})

test('states which requests a format does not support', () => {
  const request = { method: 'GET', path: '/gw/api/v1/echo/https' }
  expect(writeSnippet(httpie, request, oauth1)).toMatchObject({ kind: 'impossible' })
  expect(writeSnippet(ibind, request, gateway)).toMatchObject({ kind: 'impossible' })
  for (const format of [httpie, ibind, go, csharp]) {
    expect(writeSnippet(format, { method: 'POST', path: '/v1/api/x', body: '{' }, gateway)).toMatchObject({
      kind: 'impossible',
    })
  }
})
