import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { generateRoutes, listUnnamedResponses } from '../../../../scripts/routes/generate-routes.ts'

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

  it('declares 185 current and 16 legacy operations', () => {
    const legacy = generated.routes.filter(({ operation }) => operation.legacy === true)
    expect(legacy).toHaveLength(16)
    expect(generated.routes).toHaveLength(185 + 16)
  })

  it('names the fields of at least 95 % of the documented responses', () => {
    const documented = generated.routes.filter(({ isDocumented }) => isDocumented)
    expect(documented.length).toBeGreaterThan(160)
    expect(listUnnamedResponses(generated.routes).length / documented.length).toBeLessThanOrEqual(0.05)
  })

  it('declares a route for each recorded operation, or states why it is missing', () => {
    expect(generated.unknownRecordings).toEqual(Object.keys(NO_ROUTE))
  })

  it('the declarations compress to at most 100 kB', () => {
    expect(gzipSync(generated.text).length).toBeLessThan(100_000)
  })
})
