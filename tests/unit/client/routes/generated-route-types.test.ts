import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { generateRoutes, isCallable, listUnnamedResponses } from '../../../../scripts/routes/generate-routes.ts'
import { legacyTypes, unknownLegacyResponses } from '../../../../scripts/routes/legacy-types.ts'
import { operations } from '../../../../src/shared/catalogue/operations.ts'

const generated = generateRoutes()
const written = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')

/** Recorded responses from other projects to operations that the catalogue does not contain. */
const NO_ROUTE = {
  'GET /iserver/auth/status': 'a recorded call; the document and the catalogue have the same call with POST',
}

describe('declarations of the routes', () => {
  it('the declarations match the catalogue, the document and the recordings (otherwise run "npm run routes")', () => {
    expect(written('src/client/routes/routes.generated.ts')).toBe(generated.text)
    expect(written('tests/unit/client/routes/recorded-responses.generated.ts')).toBe(generated.checks)
  })

  it('declares 185 current and 15 legacy operations, but not the family of retired ones', () => {
    const legacy = generated.routes.filter(({ operation }) => operation.legacy === true)
    expect(legacy).toHaveLength(15)
    expect(generated.routes).toHaveLength(185 + 15)
    expect(operations.filter((operation) => !isCallable(operation)).map(({ id }) => id)).toEqual(['legacy.ccp'])
  })

  it('names the fields of at least 95 % of the responses, documented now or in the past', () => {
    const documented = generated.routes.filter(({ isDocumented }) => isDocumented)
    expect(documented.length).toBe(167 + 15)
    const unnamed = listUnnamedResponses(generated.routes)
    expect(unnamed).toEqual(Object.keys(unknownLegacyResponses))
    expect(unnamed.length / documented.length).toBeLessThanOrEqual(0.05)
  })

  it('declares the types of a legacy operation only for routes of the catalogue', () => {
    const legacy = generated.routes.filter(({ operation }) => operation.legacy === true).map(({ route }) => route)
    const listed = [...legacyTypes.map(({ route }) => route), ...Object.keys(unknownLegacyResponses)]
    expect(listed.toSorted()).toEqual(legacy.toSorted())
  })

  it('declares a route for each recorded operation, or states why it is missing', () => {
    expect(generated.unknownRecordings).toEqual(Object.keys(NO_ROUTE))
  })

  it('gives shared types short names without counters', () => {
    const names = [...generated.text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(100)
    // W9 is a tax form. IBKR's document has the longest name, AsynchronousInstructionSetResponse.
    expect(names.filter((name) => (/\d$/.test(name) && name !== 'W9') || name.length > 34)).toEqual([])
  })

  it('the declarations compress to at most 100 kB', () => {
    expect(gzipSync(generated.text).length).toBeLessThan(100_000)
  })
})
