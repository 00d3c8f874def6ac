import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pythonRequests } from '../../../src/shared/snippets/python.ts'
import { prepareBody, writeSnippet } from '../../../src/shared/snippets/snippet.ts'
import { isLongRun, longTest } from '../../process/long-run-tests.ts'
import { programRuns } from '../../process/property-runs.ts'
import { arbitraryRequest, gateway, oauth2 } from './arbitrary-request.ts'
import { canRun, codeOf, runInNewFolder } from './run-code.ts'

/** Fake of the requests package that prints each call as one line of JSON, and accepts every order. */
const fakeRequests = `
import json, sys

class Response:
    status_code = 200
    text = ""

    def json(self):
        return [{"order_id": "1"}]

class Session:
    def __init__(self):
        self.headers = {}
        self.verify = True

    def request(self, method, url, **options):
        call = {"method": method, "url": url, "verify": self.verify, "headers": self.headers, **options}
        sys.stderr.write("")
        sys.stdout.write("CALL " + json.dumps(call) + "\\n")
        return Response()

class packages:
    class urllib3:
        @staticmethod
        def disable_warnings():
            pass
`

// The short run starts no Python.
const hasPython = isLongRun && canRun('python3')

longTest.runIf(hasPython)(
  'the Python snippet sends the same request as the console for any path, query and body',
  () => {
    fc.assert(
      fc.property(fc.array(arbitraryRequest, { minLength: 10, maxLength: 40 }), (requests) => {
        const program = requests.map((request) => codeOf(writeSnippet(pythonRequests, request, gateway))).join('\n')
        const calls = callsOf(
          runInNewFolder({ 'requests.py': fakeRequests, 'main.py': program }, 'python3', ['main.py']),
        )
        expect(calls).toHaveLength(requests.length)
        for (const [index, request] of requests.entries()) {
          const call = calls[index] ?? {}
          expect(call).toMatchObject({
            method: request.method,
            url: `https://localhost:5000${request.path}`,
            verify: false,
            timeout: 30,
          })
          expect(Object.entries(call.params ?? {})).toEqual(Object.entries(request.query ?? {}))
          const body = prepareBody(request)
          expect(call.data ?? (call.json === undefined ? undefined : JSON.stringify(call.json))).toEqual(
            body === undefined ? undefined : JSON.stringify(JSON.parse(body)),
          )
        }
      }),
      { numRuns: programRuns(15) },
    )
  },
)

longTest.runIf(hasPython)('reads the bearer token from the environment', () => {
  const code = codeOf(writeSnippet(pythonRequests, { method: 'GET', path: '/v1/api/iserver/accounts' }, oauth2))
  expect(code).not.toContain('bearer-of-the-test')
  const [call] = callsOf(runInNewFolder({ 'requests.py': fakeRequests, 'main.py': code }, 'python3', ['main.py']))
  expect(call).toMatchObject({
    url: 'https://api.ibkr.com/v1/api/iserver/accounts',
    headers: { Authorization: 'Bearer bearer-of-the-test' },
  })
})

test('writes one argument per line in the Python snippet', () => {
  const request = {
    method: 'GET',
    path: '/v1/api/iserver/marketdata/snapshot',
    query: { conids: '265598', fields: '31,84' },
  }
  expect(
    codeOf(writeSnippet(pythonRequests, request, { kind: 'gateway', baseUrl: 'http://localhost:5000' })),
  ).toBe(`import requests

session = requests.Session()
response = session.request(
    "GET",
    "http://localhost:5000/v1/api/iserver/marketdata/snapshot",
    params={
        "conids": "265598",
        "fields": "31,84",
    },
    timeout=30,
)
print(response.status_code)
print(response.text)
`)
})

interface Call {
  readonly params?: object
  readonly json?: unknown
  readonly data?: string
}

function callsOf(output: string): readonly Call[] {
  const lines = output.split('\n').filter((line) => line.startsWith('CALL '))
  return lines.map((line) => JSON.parse(line.slice('CALL '.length)) as Call)
}
