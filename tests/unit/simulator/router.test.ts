import { expect, test } from 'vitest'
import { json } from '../../../src/simulator/http/answer.ts'
import type { Route } from '../../../src/simulator/http/call.ts'
import { createRouter } from '../../../src/simulator/http/router.ts'

const route = (path: string, methods = ['GET']): Route => ({ methods, path, needs: 'session', answer: () => json({}) })

test('a literal path wins over one with a parameter, whatever the order of declaration', () => {
  const find = createRouter([route('/portfolio/{accountId}'), route('/portfolio/accounts')])
  expect(find('GET', '/portfolio/accounts')?.route.path).toBe('/portfolio/accounts')
  expect(find('GET', '/portfolio/DU1')).toMatchObject({ parameters: { accountId: 'DU1' } })
})

test('parameters are percent-decoded, and a broken escape stays as it came', () => {
  const find = createRouter([route('/a/{name}')])
  expect(find('GET', '/a/x%2Fy')?.parameters).toEqual({ name: 'x/y' })
  expect(find('GET', '/a/100%')?.parameters).toEqual({ name: '100%' })
})

test('another method and another length find nothing', () => {
  const find = createRouter([route('/a/{name}')])
  expect(find('POST', '/a/b')).toBeUndefined()
  expect(find('GET', '/a/b/c')).toBeUndefined()
})
