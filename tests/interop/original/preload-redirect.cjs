// Loaded with --require before ibkr-client: redirects connections to api.ibkr.com:443 to the simulator. The client's
// code is unmodified. Only name resolution and the port of outgoing TCP connections change.
const net = require('node:net')

const port = Number(process.env.SIMULATOR_PORT)
const connect = net.Socket.prototype.connect

net.Socket.prototype.connect = function redirected(...args) {
  const normalized = Array.isArray(args[0]) ? args[0] : args
  const options = normalized[0]
  if (typeof options === 'object' && options !== null && options.host === 'api.ibkr.com') {
    options.host = '127.0.0.1'
    options.port = port
  }
  return connect.apply(this, args)
}
