import { describe, expect, test } from 'vitest'
import { determineAvailability, findUnavailableReason } from '../../../src/shared/catalogue/availability.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'
import { listPreconditions, preconditionTexts } from '../../../src/shared/catalogue/precondition.ts'
import { readOperationList } from './read-fixture.ts'

const byKey = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]))

describe('login methods that allow each operation', () => {
  test.each(readOperationList().operations)(
    'allows exactly the documented logins, scopes and signed body for $method $path',
    (listed) => {
      const operation = byKey.get(`${listed.method} ${listed.path}`)
      if (operation === undefined) throw new Error('not in the catalogue')
      const reach = determineAvailability(operation)
      expect(reach.gateway).toBe(listed.worksInGateway)
      expect(reach.scopes).toEqual(listed.scopes ?? [])
      expect(reach.signedJwt).toBe(listed.securityPolicy === 'Signed JWT')
    },
  )

  test('every operation allows a login, and states the reason if it does not allow the gateway', () => {
    for (const operation of operations) {
      const { gateway, oauth1, oauth2 } = determineAvailability(operation)
      expect(gateway || oauth1 || oauth2, operation.id).toBe(true)
      expect(findUnavailableReason(operation, 'gateway') === undefined, operation.id).toBe(gateway)
    }
    const validate = operations.find(({ id }) => id === 'session.validate')
    expect(validate && findUnavailableReason(validate, 'oauth1')).toBe(
      'An OAuth 1.0a login does not reach this path. Works with the Client Portal Gateway or OAuth 2.0.',
    )
  })
})

describe('preconditions of operations in the catalogue', () => {
  test('every operation that fulfils a precondition is in the catalogue', () => {
    const ids = new Set(operations.map(({ id }) => id))
    for (const { remedy } of Object.values(preconditionTexts)) if (remedy !== undefined) expect(ids).toContain(remedy)
  })

  test('orders require the brokerage session and the account list; opening the session requires neither', () => {
    const needsOf = (id: string) => {
      const operation = operations.find((each) => each.id === id)
      return operation && listPreconditions(operation)
    }
    expect(needsOf('orders.place')).toEqual(['brokerage-session', 'accounts-read'])
    expect(needsOf('session.init')).toEqual([])
    expect(needsOf('portfolio.ledger')).toEqual(['portfolio-accounts-read'])
  })
})
