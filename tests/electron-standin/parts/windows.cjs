// Open windows, with the action for the close of the last window.
const open = new Set()
let onLast = () => undefined

exports.all = () => [...open]
exports.add = (window) => void open.add(window)
exports.remove = (window) => {
  open.delete(window)
  setImmediate(() => open.size === 0 && onLast())
}
exports.onLast = (run) => {
  onLast = run
}
