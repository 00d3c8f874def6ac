import { expect, test } from 'vitest'
import { curlSnippet } from '../../../src/shared/snippets/curl-snippet.ts'
import { ibkrClientSnippet } from '../../../src/shared/snippets/ibkr-client-snippet.ts'
import { pythonRequestsSnippet } from '../../../src/shared/snippets/python-requests-snippet.ts'
import { bodyFlaw, bodyToSend } from '../../../src/shared/snippets/snippet-request.ts'
import { typescriptSnippet } from '../../../src/shared/snippets/typescript-snippet.ts'
import { gateway } from './arbitrary-request.ts'
import { codeOf } from './run-code.ts'

test('only a POST gets an empty body of its own, as the console sends it', () => {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
  expect(methods.filter((method) => bodyToSend({ method, path: '/v1/api/tickle' }) === '{}')).toEqual(['POST'])
})

test.each(['12345678901234567891', '-9007199254740993', '1e999'])(
  'the number %s is never changed silently: curl keeps it, the others say no',
  (number) => {
    const request = { method: 'POST', path: '/v1/api/tickle', body: `{"a":"\\"1","b":[${number}]}` }
    for (const make of [typescriptSnippet, ibkrClientSnippet, pythonRequestsSnippet]) {
      expect(make(request, gateway)).toMatchObject({
        kind: 'impossible',
        reason: expect.stringContaining(`The number ${number} `),
      })
    }
    expect(codeOf(curlSnippet(request, gateway))).toContain(`[${number}]`)
  },
)

test.each(['{"id":"12345678901234567891"}', '[9007199254740991, 10000000000000000, 0.1, -0, 1e300]', 'null'])(
  'the body %s stands in a program as it is',
  (body) => {
    expect(bodyFlaw({ method: 'POST', path: '/v1/api/tickle', body })).toBeUndefined()
  },
)
