import { expect } from 'vitest'
import { AWKWARD_CHANGE, AWKWARD_READ, type RunResult } from './run-snippet.ts'

/** Expects that the read arrived with every value unchanged, and that its response was printed. */
export function expectRead({ request, output }: RunResult): void {
  expect(request?.method).toBe('GET')
  expect(Object.fromEntries(new URLSearchParams(request?.query))).toEqual(AWKWARD_READ.query)
  expect(request?.body).toBe('')
  expect(request?.headers['user-agent']).toBeTruthy()
  expect(output.trim()).not.toBe('')
}

/** Expects that the change arrived with an equal JSON body. */
export function expectChange({ request, output }: RunResult): void {
  expect(request?.method).toBe('POST')
  expect(request?.headers['content-type']).toMatch(/^application\/json/)
  expect(JSON.parse(request?.body ?? '')).toEqual(JSON.parse(AWKWARD_CHANGE.body ?? ''))
  expect(request?.status).toBe(200)
  expect(output).toContain('orderTypes')
}
