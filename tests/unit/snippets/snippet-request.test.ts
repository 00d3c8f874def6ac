import { expect, test } from 'vitest'
import { bodyToSend } from '../../../src/shared/snippets/snippet-request.ts'

test('only a POST gets an empty body of its own, as the console sends it', () => {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
  expect(methods.filter((method) => bodyToSend({ method, path: '/v1/api/tickle' }) === '{}')).toEqual(['POST'])
})
