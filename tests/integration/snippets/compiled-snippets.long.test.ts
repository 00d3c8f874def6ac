import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csharpSnippet } from '../../../src/shared/snippets/csharp-snippet.ts'
import { goSnippet } from '../../../src/shared/snippets/go-snippet.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start.ts'
import { expectChange, expectRead } from './expect-request.ts'
import { AWKWARD_CHANGE, AWKWARD_READ, areHere, profileOf, runSnippet } from './run-snippet.ts'

/** Ms: a compiler has to be read from the disk and to build its standard library once. */
const PATIENCE = 180_000

let gateway: Simulator
let oauth1: Simulator
beforeAll(async () => {
  gateway = await startSimulator({ mode: 'gateway', loggedIn: true })
  oauth1 = await startSimulator({ mode: 'oauth1', tls: false, querySigningMode: 'strict' })
})
afterAll(async () => {
  await Promise.all([gateway.close(), oauth1.close()])
})

describe.runIf(areHere('/usr/bin/go'))('the snippet in Go, run against the simulator', () => {
  const run = ['/usr/bin/go', 'run', 'request.go'] as const

  test('asks a gateway what the form says, and prints the answer', { timeout: PATIENCE }, async () => {
    const profile = profileOf(gateway)
    expectRead(await runSnippet(gateway, goSnippet(AWKWARD_READ, profile), [run], '/secdef/search'))
    expectChange(await runSnippet(gateway, goSnippet(AWKWARD_CHANGE, profile), [run], '/contract/rules'))
  })

  test('logs in with OAuth 1.0a and signs for itself', { timeout: PATIENCE }, async () => {
    const read = await runSnippet(oauth1, goSnippet(AWKWARD_READ, { kind: 'oauth1' }), [run], '/secdef/search')
    expect(read.request?.verification).toBe('verified')
    expectRead(read)
    const change = await runSnippet(oauth1, goSnippet(AWKWARD_CHANGE, { kind: 'oauth1' }), [run], '/contract/rules')
    expect(change.request?.verification).toBe('verified')
    expectChange(change)
  })
})

describe.runIf(areHere('/usr/bin/mcs', '/usr/bin/mono'))('the snippet in C#', () => {
  test('asks a gateway what the form says, compiled and run by Mono', { timeout: PATIENCE }, async () => {
    const commands = [
      ['/usr/bin/mcs', '-r:System.Net.Http', 'Program.cs'],
      ['/usr/bin/mono', 'Program.exe'],
    ] as const
    const profile = profileOf(gateway)
    expectRead(await runSnippet(gateway, csharpSnippet(AWKWARD_READ, profile), commands, '/secdef/search'))
    expectChange(await runSnippet(gateway, csharpSnippet(AWKWARD_CHANGE, profile), commands, '/contract/rules'))
  })

  test('with a login by OAuth 1.0a is parsed: its .NET is newer than Mono', { timeout: PATIENCE }, async () => {
    const commands = [['/usr/bin/mcs', '--parse', 'Program.cs']] as const
    await runSnippet(oauth1, csharpSnippet(AWKWARD_READ, { kind: 'oauth1' }), commands, '/nothing')
    await runSnippet(oauth1, csharpSnippet(AWKWARD_CHANGE, { kind: 'oauth1' }), commands, '/nothing')
  })
})
