// The app's calls of the desktop, in order. Tests read them as `app.standin.calls`.
const calls = []

exports.calls = calls
exports.record = (name, ...args) => {
  calls.push({ name, args })
}
