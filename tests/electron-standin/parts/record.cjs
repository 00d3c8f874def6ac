// What the app asked of the desktop, in order. Tests read it as `app.standin.calls`.
const calls = []

exports.calls = calls
exports.record = (name, ...args) => {
  calls.push({ name, args })
}
