const { record } = require('./record-calls.cjs')
const { throwOnMissing } = require('./throw-on-missing.cjs')

/*
 * Chromium aborts requests with an unknown scheme. A registered scheme therefore uses its own https host in the
 * reserved domain .invalid, which is secure and has an origin. The main process uses the scheme's real name.
 */

const schemes = new Set()
const handlers = new Map()
let locked = false

const toChromium = (address) => {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/.exec(address)
  return match && schemes.has(match[1]) ? `https://${match[1]}.${match[2]}.invalid${match[3]}` : address
}
const toElectron = (address) => {
  const match = /^https:\/\/([a-z][a-z0-9+-]*)\.([^/?#]+)\.invalid(.*)$/.exec(address)
  return match && schemes.has(match[1]) ? `${match[1]}://${match[2]}${match[3]}` : address
}

const protocol = throwOnMissing('protocol', {
  registerSchemesAsPrivileged(list) {
    if (locked) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    record('protocol.registerSchemesAsPrivileged', list)
    for (const { scheme, privileges } of list) {
      if (!privileges.standard || !privileges.secure)
        throw new Error('stand-in: only standard and secure schemes are implemented')
      schemes.add(scheme)
    }
  },
  handle(scheme, handler) {
    if (handlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`)
    handlers.set(scheme, handler)
  },
})

exports.protocol = protocol
exports.toChromium = toChromium
exports.toElectron = toElectron
exports.handlerOf = (address) => handlers.get(/^([a-z][a-z0-9+.-]*):/.exec(toElectron(address))?.[1])
exports.lockSchemes = () => {
  locked = true
}
