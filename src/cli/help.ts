export const HELP = `ibkr-console: a console for Interactive Brokers' Web API

  ibkr-console start [flags]       open the console (also: npm start -- [flags])
      --browser                    browser mode: a loopback server and your browser
      --electron                   the desktop window
      --port N                     port of browser mode (default: any free one)
      --no-open                    print the address only, open nothing
      --home DIR                   user data folder (default: IBKR_CONSOLE_HOME, else your system's place)

  ibkr-console simulator [flags]   IBKR's side on this machine, to test programs against
  ibkr-console configure           make oauth1.json from three PEM files and three strings
  ibkr-console --help | --version

The first start opens the Practice profile: a simulated account, nothing to sign up for.
`
