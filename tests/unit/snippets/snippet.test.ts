import { expect, test } from 'vitest'
import { ibkrClient, typescript } from '../../../src/shared/snippets/node.ts'
import { pythonRequests } from '../../../src/shared/snippets/python.ts'
import { curl } from '../../../src/shared/snippets/shell.ts'
import { prepareBody, writeSnippet } from '../../../src/shared/snippets/snippet.ts'
import { gateway } from './arbitrary-request.ts'
import { codeOf } from './run-code.ts'

test('adds an empty body only to a POST, as the console does', () => {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
  expect(methods.filter((method) => prepareBody({ method, path: '/v1/api/tickle' }) === '{}')).toEqual(['POST'])
})

test.each(['12345678901234567891', '-9007199254740993', '1e999'])(
  'writes the number %s with curl, and refuses it in TypeScript and Python snippets',
  (number) => {
    const request = { method: 'POST', path: '/v1/api/tickle', body: `{"a":"\\"1","b":[${number}]}` }
    for (const format of [typescript, ibkrClient, pythonRequests]) {
      expect(writeSnippet(format, request, gateway)).toMatchObject({
        kind: 'impossible',
        reason: expect.stringContaining(`The number ${number} `),
      })
    }
    expect(codeOf(writeSnippet(curl, request, gateway))).toContain(`[${number}]`)
  },
)

test.each(['{"id":"12345678901234567891"}', '[9007199254740991, 10000000000000000, 0.1, -0, 1e300]', 'null'])(
  'writes a TypeScript snippet for the JSON body %s',
  (body) => {
    expect(writeSnippet(typescript, { method: 'POST', path: '/v1/api/tickle', body }, gateway).kind).toBe('code')
  },
)
