/* global makeBridge */

/**
 * Sets up the page's own world: receives what the preload script exposes, frozen, and requests permission before a
 * window opens.
 */
function mainWorld(mark) {
  const freeze = (value) => {
    if (!value || typeof value !== 'object') return value
    for (const each of Object.values(value)) freeze(each)
    return Object.freeze(value)
  }
  const bridge = makeBridge(`${mark}-isolated`, `${mark}-main`, ({ expose, value }, unpack) => {
    Object.defineProperty(window, expose, { value: freeze(unpack(value)), enumerable: true })
  })
  const open = (address, frameName = '', features = '') => {
    bridge.send({ open: { address: new URL(address, document.baseURI).href, frameName, features } })
    return null
  }
  window.open = (address = 'about:blank', name, features) => open(String(address), name, features)
  window.addEventListener('click', (event) => {
    const link = event.composedPath().find((each) => each.tagName === 'A')
    if (link?.target !== '_blank' || event.defaultPrevented) return
    event.preventDefault()
    open(link.href)
  })
}

module.exports = { mainWorld }
