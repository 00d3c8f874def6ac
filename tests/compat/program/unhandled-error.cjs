// Tests whether the process continues after a socket error if a subscriber has no error handler. Arguments: the
// client's module and host:port.
const { IbkrClient } = require(process.argv[2])
for (const name of ['debug', 'log', 'warn']) console[name] = () => {}
const client = new IbkrClient(process.argv[3])
const socket = client.socket()
socket.subscribe(() => {})
setTimeout(() => socket.error(new Error('given up')), 100)
setTimeout(() => process.exit(0), 400)
