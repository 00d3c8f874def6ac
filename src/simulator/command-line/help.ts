import { type FaultVerb, faultKinds, getFaultKind } from '../faults/fault-verbs.ts'
import { observedOnce } from '../options.ts'
import { describeScenarioSyntax } from '../scenarios/scenario-runner.ts'
import { allScenarios } from '../scenarios/scenarios.ts'

/** Returns the text of `--help`. `program` is the command that the user entered. */
export const createSimulatorHelp = (
  program: string,
): string => `${program}: IBKR's side of the Web API on this machine, with simulated money

  ${program} [flags]
  ${program} [flags] -- COMMAND      run a command against the simulator, then stop

Address and login
      --mode oauth1|oauth2|gateway
                               requests signed as for api.ibkr.com (default), with bearer tokens, or a gateway without either
      --host ADDRESS           address to listen on (default: 127.0.0.1)
      --port N                 port (default: any free one)
      --http                   plain http and ws instead of https and wss
      --cert-name NAME         another name or address in the certificate; may be repeated
      --write-oauth1 FILE      write the temporary OAuth 1.0a keys, as the JSON that ibkr-client takes (mode 0600)
      --write-oauth2 FILE      write the temporary OAuth 2.0 keys, with the addresses of the token calls (mode 0600)
      --register FOLDER        simulate IBKR's self-service page: register public_signature.pem, public_encryption.pem and dhparam.pem
                               of that folder, and print consumer key, access token and access token secret
      --test-keys              fixed keys and certificate, which are public, instead of new ones
      --write-ca FILE          write the certificate to trust, PEM
      --account ID             an account, such as DU1234567 (default); U1234567 simulates a live one; may be repeated
      --used-session           gateway: another program has already made the first calls of the session
      --strict                 oauth1: accept only the documented query signing mode

Behaviour
      --scenario NAME[:N,N]    a sequence of events, see below
      --fault FAULT            damage responses or frames, see below; may be repeated
      --pacing off|enforce     429 and the penalty box for calls above the rate limits (default: off)
      --nightly-reset          reset at 00:00 New York
      --gateway-habits         gateway: all deviations of IBKR's own gateway
      --alert-operators refused|accepted
                               reject alerts with >=, <= or !=, as IBKR does (default), or accept them, as it documents
      --observed-once NAME     behaviour that only one project observed; may be repeated:
                               ${observedOnce.join(', ')}
      --speed N                run market, fills, pacing and resets N times as fast, 0.1 to 3600
      --listed-stocks N        N more stocks in /trsrv/all-conids; 480000 make a response of 25 MB (default: 0)
      --seed N                 seed of market, ids and fault probabilities (default: 1)

Control
      --control-port N         port on 127.0.0.1 for POST /simulator/controls and GET /simulator/record (0: any free one)
      --log, --quiet           log each request on standard error, or none (default: log if it is a terminal)
      --help                   this text

Once it listens, it prints one line of JSON: {"api", "ws", "oauth1", "ca", "pid"}, with --mode oauth2 "oauth2", with --register
"registered", with a control port "control". Ctrl-C or SIGTERM stops it. With -- COMMAND it prints no such line, and its exit code
is that of the command.

Scenarios:
${allScenarios.map((scenario) => `  ${describeScenarioSyntax(scenario).padEnd(32)} ${scenario.summary}`).join('\n')}

Faults: VERB[=NUMBER[±JITTER]][@PLACE][,times=N][,after=N][,probability=P][,processed=yes|no]
PLACE is a path with * as a wildcard (/iserver/*, POST /iserver/account/*, GET /ws), or frames of a topic (ws, ws:sor, ws:smd+*,
ws-in:tic). Default: all requests, including logins and the opening of sockets, or all sent frames for verbs of frames only.
${verbLines('request', 'Requests')}
${verbLines('frame', 'Frames')}

Examples:
  ${program} --mode gateway --port 5000
  curl -k https://localhost:5000/v1/api/iserver/accounts

  ${program} --mode gateway --port 5000 -- node my-test.mjs

  ${program} --write-oauth1 oauth1.json --write-ca ca.pem
  ${program} --mode gateway --http --port 5000 --scenario storm:500,200
  ${program} --mode gateway --http --fault 'latency=200±50@/iserver/*' --fault 'reset@POST /iserver/account/*,times=1'

  ${program} --mode gateway --http --port 5000 --control-port 5001
  curl http://127.0.0.1:5001/simulator/controls -H 'content-type: application/json' -d '{"verb":"nightReset","minutes":1}'
  curl 'http://127.0.0.1:5001/simulator/record?of=requests&path=*/orders'
  curl 'http://127.0.0.1:5001/simulator/record?of=order-updates'   # count and checksum of all sent order updates
`

function verbLines(place: 'request' | 'frame', title: string): string {
  const verbs = (Object.keys(faultKinds) as FaultVerb[]).filter((verb) => getFaultKind(verb).places.includes(place))
  const written = verbs.map((verb) => (getFaultKind(verb).value === undefined ? verb : `${verb}=N`))
  return `  ${title}: ${written.join(', ')}`
}
