/**
 * Converts values to text and back, including types that IPC supports and JSON does not. Throws for values that cannot
 * be cloned, as Electron does.
 */
function codec() {
  const pack = (value) => {
    if (value === undefined) return { $: 'undefined' }
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
    if (typeof value === 'number') return Number.isFinite(value) ? value : { $: 'number', value: String(value) }
    if (value instanceof Uint8Array) {
      let text = ''
      for (let start = 0; start < value.length; start += 8192)
        text += String.fromCharCode(...value.subarray(start, start + 8192))
      return { $: 'bytes', value: btoa(text) }
    }
    if (Array.isArray(value)) return value.map(pack)
    const prototype = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined
    if (prototype !== null && (prototype === undefined || Object.getPrototypeOf(prototype) !== null))
      throw new Error('An object could not be cloned.')
    return { $: 'object', value: Object.fromEntries(Object.entries(value).map(([key, each]) => [key, pack(each)])) }
  }
  const unpack = (value) => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(unpack)
    if (value.$ === 'undefined') return undefined
    if (value.$ === 'number') return Number(value.value)
    if (value.$ === 'bytes') return Uint8Array.from(atob(value.value), (character) => character.charCodeAt(0))
    return Object.fromEntries(Object.entries(value.value).map(([key, each]) => [key, unpack(each)]))
  }
  return { encode: (value) => JSON.stringify(pack(value)), decode: (text) => unpack(JSON.parse(text)) }
}

module.exports = { codec }
