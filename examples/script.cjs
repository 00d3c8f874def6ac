// A CommonJS script: prints the session's status.
// Start: IBKR_HOST=localhost:5000 node examples/script.cjs
const { IbkrClient } = require('ibkr-web-client')

const client = new IbkrClient(process.env.IBKR_HOST ?? 'localhost:5000')
client
  .request({ path: 'iserver/auth/status', method: 'POST' })
  .then(({ authenticated, competing }) => console.log({ authenticated, competing }))
  .catch((error) => {
    console.error(`${error.code}: ${error.message}`)
    process.exitCode = 1
  })
  .finally(() => client.close())
