/**
 * Makes synchronous calls between the two worlds of a page, over events with a detail that the browser clones.
 * Functions become numbers on one side and callable stand-ins on the other, as with contextBridge.
 */
function makeBridge(outgoing, incoming, onNote) {
  const functions = new Map()
  const numbers = new Map()
  const proxies = new Map()
  let reply

  const isPlain = (value) => {
    const prototype = Object.getPrototypeOf(value)
    return prototype === null || Object.getPrototypeOf(prototype) === null
  }
  const mapObject = (value, each) => Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, each(entry)]))
  const pack = (value) => {
    if (typeof value === 'function') {
      if (!numbers.has(value)) numbers.set(value, numbers.size + 1)
      functions.set(numbers.get(value), value)
      return { $function: numbers.get(value) }
    }
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.')
    if (Array.isArray(value)) return value.map(pack)
    return value && typeof value === 'object' && isPlain(value) ? mapObject(value, pack) : value
  }
  const unpack = (value) => {
    if (!value || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(unpack)
    const number = value.$function
    if (number === undefined) return isPlain(value) ? mapObject(value, unpack) : value
    if (!proxies.has(number)) proxies.set(number, (...args) => call(number, args))
    return proxies.get(number)
  }
  const send = (detail) => window.dispatchEvent(new CustomEvent(outgoing, { detail }))
  const call = (number, args) => {
    reply = undefined
    send({ call: number, args: args.map(pack) })
    const got = reply
    if (!got) throw new Error('stand-in: the other world does not reply')
    if ('error' in got) throw new Error(got.error)
    return unpack(got.value)
  }
  window.addEventListener(
    incoming,
    (event) => {
      event.stopImmediatePropagation()
      const { detail } = event
      if (detail.reply) reply = detail.reply
      else if (detail.call === undefined) onNote?.(detail, unpack)
      else {
        let result
        try {
          result = { value: pack(functions.get(detail.call)(...detail.args.map(unpack))) }
        } catch (error) {
          result = { error: String(error?.message ?? error) }
        }
        send({ reply: result })
      }
    },
    true,
  )
  return { send, pack }
}

module.exports = { makeBridge }
