// The open windows, and what happens when the last one is closed.
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
