import { expect, test } from 'vitest'
import type { Route } from '../../../src/simulator/http/define-route.ts'
import { json } from '../../../src/simulator/http/response.ts'
import { createRouter } from '../../../src/simulator/http/router.ts'

const route = (path: string, methods = ['GET']): Route => ({ methods, path, needs: 'session', handle: () => json({}) })

test('prefers a literal path to a parameter, in any order of declaration', () => {
  const find = createRouter([route('/portfolio/{accountId}'), route('/portfolio/accounts')])
  expect(find('GET', '/portfolio/accounts')?.route.path).toBe('/portfolio/accounts')
  expect(find('GET', '/portfolio/DU1')).toMatchObject({ parameters: { accountId: 'DU1' } })
})

test('decodes parameters, and keeps an invalid escape sequence', () => {
  const find = createRouter([route('/a/{name}')])
  expect(find('GET', '/a/x%2Fy')?.parameters).toEqual({ name: 'x/y' })
  expect(find('GET', '/a/100%')?.parameters).toEqual({ name: '100%' })
})

test('finds no route for another method or another number of segments', () => {
  const find = createRouter([route('/a/{name}')])
  expect(find('POST', '/a/b')).toBeUndefined()
  expect(find('GET', '/a/b/c')).toBeUndefined()
})

test('uses the parameter if the literal segment does not match the rest of the path', () => {
  const find = createRouter([route('/a/b/c'), route('/a/{name}/d'), route('/a/b', ['DELETE']), route('/a/{name}')])
  expect(find('GET', '/a/b/d')).toMatchObject({ route: { path: '/a/{name}/d' }, parameters: { name: 'b' } })
  expect(find('GET', '/a/b')).toMatchObject({ route: { path: '/a/{name}' }, parameters: { name: 'b' } })
  expect(find('GET', '/a/b/e')).toBeUndefined()
})

test('keeps the parameter names and values of each route', () => {
  const find = createRouter([route('/{first}/x/{second}'), route('/{other}/{third}/y/{fourth}')])
  expect(find('GET', '/1/x/2')?.parameters).toEqual({ first: '1', second: '2' })
  expect(find('GET', '/1/x/y/4')?.parameters).toEqual({ other: '1', third: 'x', fourth: '4' })
})
