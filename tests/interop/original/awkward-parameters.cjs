/** Values that clients and servers may encode differently. */
const awkwardValues = {
  spaces: ' apple  inc ',
  unicode: 'Zürich 株式 🍏',
  commas: 'AAPL,IBM,,',
  quotes: `"double" 'single' \`back\``,
  slashes: 'BRK/B \\ //x',
  reserved: '?a=b&c=d#e;f:g@h[i]',
  unreserved: `-._~!*'()`,
  percent: '100% %2C %252C %zz',
  plus: 'a+b+',
  brackets: '{"json":[1,2]}',
  empty: '',
}

/** Sends each value as the symbol of a search. Every response is an empty list or the error of the call. */
async function awkwardParameters(client) {
  const responses = {}
  for (const [name, symbol] of Object.entries(awkwardValues)) {
    responses[name] = await client
      .request({
        path: 'iserver/secdef/search',
        params: { symbol, name: true, [`odd ${name}/ü`]: symbol, nothing: null },
      })
      .catch((error) => error.message)
  }
  return responses
}

module.exports = { awkwardParameters, awkwardValues }
