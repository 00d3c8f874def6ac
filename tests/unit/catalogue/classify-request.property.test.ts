import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalisePath } from '../../../src/shared/catalogue/canonical-path.ts'
import { classifyRequest } from '../../../src/shared/catalogue/classify-request.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'
import { arbitraryText } from '../../process/arbitrary-text.ts'
import { propertyRuns } from '../../process/property-runs.ts'
import { examplePath } from './example-path.ts'
import { disguises, hostilePath } from './hostile-path.ts'

const dangerous = operations.filter(({ effect, path }) => effect !== 'read' && !path.includes('*'))
const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'get', 'Post', 'HEAD', 'OPTIONS', ' POST')

/** Applies one to three disguises to the path of a dangerous operation, each at a random position. */
const disguised = fc
  .record({
    operation: fc.constantFrom(...dangerous),
    steps: fc.array(fc.record({ disguise: fc.constantFrom(...disguises), at: fc.nat() }), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .map(({ operation, steps }) => ({
    operation,
    path: steps.reduce((path, { disguise, at }) => disguise(path, at % (path.length + 1)), examplePath(operation)),
  }))

describe('classification of arbitrary requests', () => {
  test('never classifies a disguised dangerous operation as a read', () => {
    fc.assert(
      fc.property(disguised, ({ operation, path }) => {
        expect(classifyRequest({ method: operation.method, path }).effect).not.toBe('read')
      }),
      { numRuns: propertyRuns(20_000) },
    )
  })

  test('classifies only a catalogued read with all its parameters filled in as a read', () => {
    fc.assert(
      fc.property(
        method,
        fc.oneof(
          hostilePath,
          disguised.map(({ path }) => path),
        ),
        (verb, path) => {
          const { effect, operation, canonicalPath } = classifyRequest({ method: verb, path })
          if (effect !== 'read') return
          expect(operation?.effect).toBe('read')
          expect(operation?.method).toBe(verb)
          expect(canonicalPath).toMatch(patternOf(operation?.path ?? ''))
        },
      ),
      { numRuns: propertyRuns(20_000) },
    )
  })

  test('classifies a path and its canonical form with the same effect', () => {
    fc.assert(
      fc.property(
        method,
        fc.oneof(
          hostilePath,
          disguised.map(({ path }) => path),
        ),
        (verb, path) => {
          const first = classifyRequest({ method: verb, path })
          if (first.canonicalPath === undefined) return
          expect(classifyRequest({ method: verb, path: first.canonicalPath })).toEqual(first)
        },
      ),
      { numRuns: propertyRuns(10_000) },
    )
  })

  test('classifies an operation in the same way for every account id', () => {
    const value = fc.oneof(arbitraryText, hostilePath)
    fc.assert(
      fc.property(value, (accountId) => {
        const { effect, operation } = classifyRequest({ method: 'GET', path: `/portfolio/${accountId}/summary` })
        if (effect === 'read') expect(operation?.id).toBe('portfolio.summary')
      }),
      { numRuns: propertyRuns(10_000) },
    )
  })

  test('classifies arbitrary input without throwing', () => {
    fc.assert(
      fc.property(arbitraryText, arbitraryText, (verb, path) => {
        const { effect, canonicalPath } = classifyRequest({ method: verb, path })
        expect(effect).not.toBe('read')
        expect(canonicalPath !== undefined).toBe(canonicalisePath(path).ok)
      }),
      { numRuns: propertyRuns(5_000) },
    )
  })
})

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{[A-Za-z]+\}/g, '[A-Za-z0-9][A-Za-z0-9._~-]*')}$`)
}
