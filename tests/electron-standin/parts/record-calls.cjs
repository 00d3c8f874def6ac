// Desktop functions that the app has called, in order. Tests read the list as `app.standin.calls`.
const calls = []

exports.calls = calls
exports.record = (name, ...args) => {
  calls.push({ name, args })
}
