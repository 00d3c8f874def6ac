import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csharp } from '../../../src/shared/snippets/csharp.ts'
import { go } from '../../../src/shared/snippets/go.ts'
import { writeSnippet } from '../../../src/shared/snippets/snippet.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { expectChange, expectRead } from './expect-request.ts'
import { AWKWARD_CHANGE, AWKWARD_READ, areInstalled, profileOf, runSnippet } from './run-snippet.ts'

/** Time limit in ms. A compiler builds its standard library once within this time. */
const COMPILE_TIMEOUT = 180_000

let gateway: Simulator
let oauth1: Simulator
beforeAll(async () => {
  gateway = await startSimulator({ mode: 'gateway', loggedIn: true })
  oauth1 = await startSimulator({ mode: 'oauth1', tls: false, querySigningMode: 'strict' })
})
afterAll(async () => {
  await Promise.all([gateway.close(), oauth1.close()])
})

describe.runIf(areInstalled('/usr/bin/go'))('Go snippet, run against the simulator', () => {
  const run = ['/usr/bin/go', 'run', 'request.go'] as const

  test('the Go program sends the request to a gateway and prints the response', {
    timeout: COMPILE_TIMEOUT,
  }, async () => {
    const profile = profileOf(gateway)
    expectRead(await runSnippet(gateway, writeSnippet(go, AWKWARD_READ, profile), [run], '/secdef/search'))
    expectChange(await runSnippet(gateway, writeSnippet(go, AWKWARD_CHANGE, profile), [run], '/contract/rules'))
  })

  test('the Go program logs in with OAuth 1.0a and signs its requests', { timeout: COMPILE_TIMEOUT }, async () => {
    const read = await runSnippet(oauth1, writeSnippet(go, AWKWARD_READ, { kind: 'oauth1' }), [run], '/secdef/search')
    expect(read.request?.verification).toBe('verified')
    expectRead(read)
    const change = await runSnippet(
      oauth1,
      writeSnippet(go, AWKWARD_CHANGE, { kind: 'oauth1' }),
      [run],
      '/contract/rules',
    )
    expect(change.request?.verification).toBe('verified')
    expectChange(change)
  })
})

describe.runIf(areInstalled('/usr/bin/mcs', '/usr/bin/mono'))('C# snippet, run against the simulator', () => {
  test('the C# program, compiled and run by Mono, sends the request to a gateway', {
    timeout: COMPILE_TIMEOUT,
  }, async () => {
    const commands = [
      ['/usr/bin/mcs', '-r:System.Net.Http', 'Program.cs'],
      ['/usr/bin/mono', 'Program.exe'],
    ] as const
    const profile = profileOf(gateway)
    expectRead(await runSnippet(gateway, writeSnippet(csharp, AWKWARD_READ, profile), commands, '/secdef/search'))
    expectChange(await runSnippet(gateway, writeSnippet(csharp, AWKWARD_CHANGE, profile), commands, '/contract/rules'))
  })

  test('the C# program for OAuth 1.0a is valid syntax, but needs a newer .NET than Mono to run', {
    timeout: COMPILE_TIMEOUT,
  }, async () => {
    const commands = [['/usr/bin/mcs', '--parse', 'Program.cs']] as const
    await runSnippet(oauth1, writeSnippet(csharp, AWKWARD_READ, { kind: 'oauth1' }), commands, '/nothing')
    await runSnippet(oauth1, writeSnippet(csharp, AWKWARD_CHANGE, { kind: 'oauth1' }), commands, '/nothing')
  })
})
