/** Observations by the name of the promise. */
const seen = {}

/** Records the result of an asynchronous observation: its value or its rejection. */
async function observe(promise, look) {
  try {
    seen[promise] = plain(await look())
  } catch (error) {
    seen[promise] = { refused: error instanceof Error ? error.message : String(error) }
  }
}

/** Replaces undefined, which JSON cannot represent. */
function plain(value) {
  return value === undefined ? 'undefined' : JSON.parse(JSON.stringify(value, (_key, inner) => inner ?? String(inner)))
}

/** Returns the message of the error with which a JavaScript promise rejects. */
async function messageOf(promise) {
  try {
    return { resolved: plain(await promise) }
  } catch (error) {
    return error instanceof Error ? error.message : `no Error: ${error}`
  }
}

/** Resolves when the condition becomes true or the time is over, and returns whether it became true. */
async function within(milliseconds, isTrue) {
  const until = Date.now() + milliseconds
  while (!isTrue() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 5))
  return Boolean(isTrue())
}

module.exports = { seen, observe, messageOf, within }
