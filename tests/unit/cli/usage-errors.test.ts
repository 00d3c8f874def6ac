import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'

async function runInProcess(args: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const terminal = { stdin: process.stdin, stdout, stderr, env: {}, cwd: '/', version: '1.2.3', packageFolder: '/' }
  const code = await runCommandLine(args, terminal)
  return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') }
}

test.each([
  [['start', '--colour'], "Unknown option '--colour'"],
  [['start', '--port', 'x'], '--port takes a number from 0 to 65535, not "x"'],
  [['start', '--port', '70000'], 'not "70000"'],
  [['start', '--port'], "'--port <value>' argument missing"],
  [['start', 'extra'], "Unexpected argument 'extra'"],
  [['start', '--browser', '--electron'], 'Choose either --browser or --electron'],
  [['start', '--electron', '--port', '1'], '--port, --no-open and --confirm-on-stderr only apply to browser mode.'],
  [['start', '--home='], '--home takes a folder'],
  [['begin'], 'Unknown command "begin"'],
  [['--colour'], 'Unknown flag --colour'],
  [['simulator', '--mode', 'tws'], 'tws'],
  [['simulator', '--colour'], '--colour'],
])('rejects %j with exit code 2 and the reason', async (args, reason) => {
  const { code, stdout, stderr } = await runInProcess(args)
  expect(stderr).toContain(reason)
  expect(stderr).toContain('Try: ibkr-console')
  expect([code, stdout]).toEqual([2, ''])
})

test('prints help and version', async () => {
  expect((await runInProcess(['--help'])).stdout).toContain('ibkr-console start')
  expect(await runInProcess(['--version'])).toMatchObject({ code: 0, stdout: '1.2.3\n' })
})
