import { expect, test } from 'vitest'
import { parseSimulatorFlags } from '../../../src/simulator/command-line/flags.ts'

test('without flags it listens on any free loopback port, signed, with TLS, and writes nothing', () => {
  expect(parseSimulatorFlags([])).toEqual({
    kind: 'run',
    flags: {
      mode: 'oauth1',
      host: '127.0.0.1',
      port: 0,
      tls: true,
      certNames: [],
      oauth1File: undefined,
      caFile: undefined,
    },
  })
})

test('every flag is taken, --cert-name more than once', () => {
  const argv = [
    '--mode',
    'oauth1',
    '--host',
    '::1',
    '--port',
    '5000',
    '--cert-name',
    'api.ibkr.com',
    '--cert-name=10.0.0.1',
  ]
  expect(parseSimulatorFlags([...argv, '--write-oauth1', 'a.json', '--write-ca', 'ca.pem'])).toMatchObject({
    flags: { host: '::1', port: 5000, certNames: ['api.ibkr.com', '10.0.0.1'], oauth1File: 'a.json', caFile: 'ca.pem' },
  })
})

test.each([
  [['--mode', 'oauth3'], '--mode takes oauth1 or gateway, not "oauth3".'],
  [['--port', 'many'], '--port takes a number from 0 to 65535, not "many".'],
  [['--port', '65536'], '--port takes a number from 0 to 65535, not "65536".'],
  [['--colour'], "Unknown option '--colour'."],
  [['stray'], "Unexpected argument 'stray'."],
  [['--mode', 'gateway', '--write-oauth1', 'x'], '--write-oauth1 needs --mode oauth1: a gateway has no OAuth keys.'],
  [['--http', '--write-ca', 'x'], '--write-ca and --http exclude each other: plain http has no certificate.'],
])('%j is refused in one clear sentence', (argv, problem) => {
  expect(parseSimulatorFlags(argv)).toEqual({ kind: 'wrong', problem })
})
