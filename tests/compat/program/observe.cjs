/** What was seen so far, promise by promise. */
const seen = {}

/** Keeps what a promise looks like: its value, or how it was refused. */
async function observe(promise, look) {
  try {
    seen[promise] = plain(await look())
  } catch (error) {
    seen[promise] = { refused: error instanceof Error ? error.message : String(error) }
  }
}

/** JSON has no undefined. */
function plain(value) {
  return value === undefined ? 'undefined' : JSON.parse(JSON.stringify(value, (_key, inner) => inner ?? String(inner)))
}

/** The message of the error that it ends with. */
async function messageOf(promise) {
  try {
    return { resolved: plain(await promise) }
  } catch (error) {
    return error instanceof Error ? error.message : `no Error: ${error}`
  }
}

/** Resolves once it is true, within so many milliseconds; tells whether it was. */
async function within(milliseconds, isTrue) {
  const until = Date.now() + milliseconds
  while (!isTrue() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 5))
  return Boolean(isTrue())
}

module.exports = { seen, observe, messageOf, within }
