// Arguments of the executable, set before the app's own code runs.
let facts = { appPath: '', manifest: {}, switches: [] }

exports.set = (next) => {
  facts = next
}
exports.get = () => facts
