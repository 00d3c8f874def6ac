import { beforeAll, describe, expect, test } from 'vitest'
import { buildPackages } from '../process/built-packages.ts'
import { isLongRun } from '../process/long-run-tests.ts'
import { compilePrograms } from './compile-programs.ts'
import { apiExamples, examples } from './examples.ts'
import { runExample, runTogether } from './run-example.ts'

beforeAll(buildPackages)

describe('examples in the documentation', () => {
  test('every example states how it runs', () => {
    expect(examples.filter((example) => example.run === undefined).map(({ where }) => where)).toEqual([])
    expect(new Set(examples.map(({ run }) => run))).toEqual(
      new Set(['gateway', 'oauth1', 'third-party', 'oauth2', 'alone']),
    )
    expect(examples.length).toBeGreaterThan(10)
  })

  // The short run omits the examples that generate keys.
  const alone = apiExamples.filter(({ run, where }) => run === 'alone' && (isLongRun || !where.startsWith('generate')))

  test('examples in comments that need no server print their documented output', async () => {
    const outputs = await runTogether(alone)
    expect(alone.map(({ output, where }, index) => [where, printed(outputs[index] ?? '', output)])).toEqual(
      alone.map(({ output, where }) => [where, output]),
    )
  })

  const others = examples.filter((example) => !(apiExamples.includes(example) && example.run === 'alone'))
  // The short run includes one example with a gateway. It logs in with OAuth 1.0a in other tests.
  const some = others.filter(({ run }) => run === 'gateway').slice(0, 1)
  test.concurrent.each((isLongRun ? others : some).map((example) => [example.where, example] as const))(
    'runs the example unchanged: %s',
    async (_where, example) => {
      const { how, stderr, stdout } = await runExample(example)
      expect({ how, stderr }).toEqual({ how: example.stays ? 'still running' : 'exit code 0', stderr: '' })
      if (/console\.log/.test(example.code)) expect(stdout).not.toBe('')
      expect(printed(stdout, example.output)).toEqual(example.output)
    },
  )

  test('compiles every example', () => {
    const programs = examples.map(({ code, where }) => [`${where.replaceAll(/\W/g, '-')}.ts`, code] as const)
    expect(compilePrograms('examples', Object.fromEntries(programs))).toBe('')
  })
})

/** Returns the output lines that an example documents. */
function printed(stdout: string, lines: readonly string[]): readonly string[] {
  return stdout.split('\n').filter((line) => lines.includes(line))
}
