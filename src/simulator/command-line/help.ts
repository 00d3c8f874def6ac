/** Text of `ibkr-console simulator --help`. */
export const simulatorHelp = `ibkr-console simulator: IBKR's side of the Web API on this machine, with paper money that nobody can lose

  ibkr-console simulator [flags]

      --mode oauth1|gateway    requests signed as for api.ibkr.com (default), or a gateway without signatures
      --host ADDRESS           address to listen on (default: 127.0.0.1)
      --port N                 port (default: any free one)
      --http                   plain http and ws instead of https and wss
      --cert-name NAME         a further name or address in the certificate; may be repeated
      --write-oauth1 FILE      write the throw-away OAuth keys there, as the JSON that ibkr-client takes (mode 0600)
      --write-ca FILE          write the certificate to trust there, PEM
      --help                   this text

When it listens it prints one line of JSON: {"api", "ws", "oauth1", "ca", "pid"}. Ctrl-C or SIGTERM stops it.

Examples:
  ibkr-console simulator --mode gateway --port 5000
  curl -k https://localhost:5000/v1/api/iserver/accounts

  ibkr-console simulator --write-oauth1 oauth1.json --write-ca ca.pem
  ibkr-console simulator --mode gateway --http --port 5000
`
