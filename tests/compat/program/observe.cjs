/** Observations by the name of the promise. */
const seen = {}

/** Records the result of a promise: its value or its rejection. */
async function observe(promise, look) {
  try {
    seen[promise] = plain(await look())
  } catch (error) {
    seen[promise] = { refused: error instanceof Error ? error.message : String(error) }
  }
}

/** JSON cannot represent undefined. */
function plain(value) {
  return value === undefined ? 'undefined' : JSON.parse(JSON.stringify(value, (_key, inner) => inner ?? String(inner)))
}

/** Returns the message of the error that rejects a promise. */
async function messageOf(promise) {
  try {
    return { resolved: plain(await promise) }
  } catch (error) {
    return error instanceof Error ? error.message : `no Error: ${error}`
  }
}

/** Resolves when the condition becomes true or the time is over; returns which happened. */
async function within(milliseconds, isTrue) {
  const until = Date.now() + milliseconds
  while (!isTrue() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 5))
  return Boolean(isTrue())
}

module.exports = { seen, observe, messageOf, within }
