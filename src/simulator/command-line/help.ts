import { type FaultVerb, faultKinds, kindOf } from '../faults/verbs.ts'
import { observedOnce } from '../options.ts'
import { usageOf } from '../scenarios/scenario-runner.ts'
import { allScenarios } from '../scenarios/scenarios.ts'

/** Text of `ibkr-console simulator --help`. */
export const simulatorHelp = `ibkr-console simulator: IBKR's side of the Web API on this machine, with paper money that nobody can lose

  ibkr-console simulator [flags]

Where it listens and who may come in
      --mode oauth1|oauth2|gateway
                               requests signed as for api.ibkr.com (default), with bearerTokens, or a gateway without either
      --host ADDRESS           address to listen on (default: 127.0.0.1)
      --port N                 port (default: any free one)
      --http                   plain http and ws instead of https and wss
      --cert-name NAME         a further name or address in the certificate; may be repeated
      --write-oauth1 FILE      write the throw-away OAuth 1.0a keys there, as the JSON that ibkr-client takes (mode 0600)
      --write-oauth2 FILE      write the throw-away OAuth 2.0 keys there, with the addresses of the token calls (mode 0600)
      --register FOLDER        play IBKR's self-service page: take public_signature.pem, public_encryption.pem and dhparam.pem of
                               that folder, and print consumer key, access token and access token secret
      --write-ca FILE          write the certificate to trust there, PEM
      --account ID             an account, such as DU1234567 (default); U1234567 plays a live one; may be repeated
      --strict                 oauth1: take only the documented way of signing a query

What happens
      --scenario NAME[:N,N]    something to live through, see below
      --fault FAULT            spoil answers or frames, see below; may be repeated
      --pacing off|enforce     429 and the penalty box for whoever calls too fast (default: off)
      --nightly-reset          the reset at 00:00 New York
      --gateway-habits         gateway: all the oddities of IBKR's own
      --alert-operators refused|taken
                               refuse alerts with >=, <= or !=, as IBKR does (default), or take them, as it documents
      --observed-once NAME     something that only one project measured; may be repeated:
                               ${observedOnce.join(', ')}
      --speed N                let market, fills, pacing and nights go N times as fast, 0.1 to 3600
      --listed-stocks N        so many more stocks in /trsrv/all-conids; 480000 make an answer of 25 MB (default: 0)
      --seed N                 another market, other ids, other strikes of faults (default: 1)

While it runs
      --control-port N         port on 127.0.0.1 for POST /simulator/controls and GET /simulator/record (0: any free one)
      --log, --quiet           a line on standard error for each request (default: where standard error is a terminal)
      --help                   this text

When it listens it prints one line of JSON: {"api", "ws", "oauth1", "ca", "pid"}, with --mode oauth2 "oauth2", with --register
"registered", with a control port "control". Ctrl-C or SIGTERM stops it.

Scenarios:
${allScenarios.map((scenario) => `  ${usageOf(scenario).padEnd(32)} ${scenario.summary}`).join('\n')}

Faults are written VERB[=NUMBER[±JITTER]][@PLACE][,times=N][,after=N][,probability=P][,processed=yes|no]. The place is a path with * for
anything (/iserver/*, POST /iserver/account/*, GET /ws), or frames of a topic (ws, ws:sor, ws:smd+*, ws-in:tic). Without a place all requests
are struck, the login and the opening of sockets included, or all frames by what only frames can suffer.
${verbLines('request', 'Requests')}
${verbLines('frame', 'Frames')}

Examples:
  ibkr-console simulator --mode gateway --port 5000
  curl -k https://localhost:5000/v1/api/iserver/accounts

  ibkr-console simulator --write-oauth1 oauth1.json --write-ca ca.pem
  ibkr-console simulator --mode gateway --http --port 5000 --scenario storm:500,200
  ibkr-console simulator --mode gateway --http --fault 'latency=200±50@/iserver/*' --fault 'reset@POST /iserver/account/*,times=1'

  ibkr-console simulator --mode gateway --http --port 5000 --control-port 5001
  curl http://127.0.0.1:5001/simulator/controls -H 'content-type: application/json' -d '{"verb":"nightReset","minutes":1}'
  curl 'http://127.0.0.1:5001/simulator/record?of=requests&path=*/orders'
  curl 'http://127.0.0.1:5001/simulator/record?of=order-updates'   # count and checksum of every order update sent
`

function verbLines(place: 'request' | 'frame', title: string): string {
  const verbs = (Object.keys(faultKinds) as FaultVerb[]).filter((verb) => kindOf(verb).places.includes(place))
  const written = verbs.map((verb) => (kindOf(verb).value === undefined ? verb : `${verb}=N`))
  return `  ${title}: ${written.join(', ')}`
}
