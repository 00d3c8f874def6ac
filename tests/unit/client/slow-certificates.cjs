// Preloaded into every thread: the store of the operating system takes as long to read as a large one on macOS.
const tls = require('node:tls')
const { syncBuiltinESMExports } = require('node:module')

const { getCACertificates } = tls
tls.getCACertificates = (kind) => {
  if (kind === 'system') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(process.env.READING_MS))
  return getCACertificates(kind)
}
syncBuiltinESMExports()
