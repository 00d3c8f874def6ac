import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csharp } from '../../../src/shared/snippets/csharp.ts'
import { go } from '../../../src/shared/snippets/go.ts'
import { writeSnippet } from '../../../src/shared/snippets/snippet.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { expectChange, expectRead } from './expect-request.ts'
import {
  AWKWARD_CHANGE,
  AWKWARD_READ,
  areInstalled,
  practiceProfile,
  profileOf,
  runAsPrinted,
  runSnippet,
} from './run-snippet.ts'

const ACCOUNTS = { method: 'GET', path: '/v1/api/iserver/accounts' }

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
    const read = await runSnippet(oauth1, writeSnippet(go, AWKWARD_READ, profileOf(oauth1)), [run], '/secdef/search')
    expect(read.request?.verification).toBe('verified')
    expectRead(read)
    const change = await runSnippet(
      oauth1,
      writeSnippet(go, AWKWARD_CHANGE, profileOf(oauth1)),
      [run],
      '/contract/rules',
    )
    expect(change.request?.verification).toBe('verified')
    expectChange(change)
  })

  test('the Go program for Practice runs as printed', { timeout: COMPILE_TIMEOUT }, async () => {
    expect(await runAsPrinted(writeSnippet(go, ACCOUNTS, practiceProfile()))).toContain('DU1234567')
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

  test('the C# program for Practice sends its request to the simulator that the printed command starts', {
    timeout: COMPILE_TIMEOUT,
  }, async () => {
    const snippet = writeSnippet(csharp, ACCOUNTS, practiceProfile())
    if (snippet.kind !== 'code') throw new Error(snippet.reason)
    // Mono replaces "dotnet run", because the package registry of the system has no .NET.
    const run = snippet.run.map((command) => command.replace(/dotnet run$/, 'mono Program.exe'))
    const compile = 'mcs -r:System.Net.Http Program.cs'
    expect(await runAsPrinted({ ...snippet, run }, [compile])).toContain('DU1234567')
  })

  test('the C# program for OAuth 1.0a is valid syntax, but needs a newer .NET than Mono to run', {
    timeout: COMPILE_TIMEOUT,
  }, async () => {
    const commands = [['/usr/bin/mcs', '--parse', 'Program.cs']] as const
    await runSnippet(oauth1, writeSnippet(csharp, AWKWARD_READ, profileOf(oauth1)), commands, '/nothing')
    await runSnippet(oauth1, writeSnippet(csharp, AWKWARD_CHANGE, profileOf(oauth1)), commands, '/nothing')
  })
})
