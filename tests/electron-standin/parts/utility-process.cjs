const { fork } = require('node:child_process')
const { EventEmitter } = require('node:events')
const { throwOnMissing } = require('./throw-on-missing.cjs')

// The child process finds `process.parentPort`, as in a utility process of Electron.
const PRELUDE = `data:text/javascript,${encodeURIComponent(
  `process.parentPort = {
    on: (event, listener) => process.on(event, (data) => listener({ data })),
    postMessage: (message) => process.send(message),
  }`,
)}`

exports.utilityProcess = throwOnMissing('utilityProcess', {
  fork(path, args, { env }) {
    const child = fork(path, args, {
      // As in Electron, an empty environment is not passed on.
      env: Object.keys(env ?? {}).length > 0 ? env : process.env,
      execArgv: ['--import', PRELUDE],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const double = new EventEmitter()
    child.on('message', (message) => double.emit('message', message))
    child.on('exit', (code) => double.emit('exit', code))
    double.postMessage = (message) => child.send(message)
    double.kill = () => child.kill('SIGKILL')
    return double
  },
})
