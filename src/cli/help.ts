export const HELP = `ibkr-console: a console for Interactive Brokers' Web API

  ibkr-console start [flags]       open the console (also: npm start -- [flags])
                                   without flags: the desktop window where there can be one, else browser mode
      --browser                    browser mode: a loopback server and your browser
      --electron                   the desktop window or nothing
      --port N                     browser mode on this port (default: any free one)
      --no-open                    browser mode that prints its address and opens nothing
      --passphrase-file FILE       open the vault of keys with the passphrase in this file
      --confirm-on-stderr          browser mode without a terminal: write the codes that confirm real money and
                                   keys to standard error, for anyone who can read that log
      --home DIR                   user data folder (default: IBKR_CONSOLE_HOME, else your system's place)

  ibkr-console simulator [flags]   IBKR's side on this machine, to test programs against
  ibkr-console configure           make oauth1.json from three PEM files and three strings
  ibkr-console --help | --version

The first start opens the Practice profile: a simulated account, nothing to sign up for.
`
