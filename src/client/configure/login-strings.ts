/*
 * Checks of the three strings from IBKR's page. Each check returns the problem or undefined; none quotes the string.
 * Callers first remove white space from the two tokens with `cleanString`, because it comes from copying.
 */

/** Maximum length in characters; IBKR's own form accepts fewer. */
const MAX_CONSUMER_KEY = 64
/** Maximum length in characters. A longer string is probably the secret instead of the token. */
const MAX_TOKEN = 200

/** Removes white space from a pasted string. Not used for a consumer key, because its check reports spaces. */
export function cleanString(text: string): string {
  return text.replace(/[\s\u200b\ufeff]/g, '')
}

/** @param text the consumer key, trimmed but otherwise as typed */
export function consumerKeyComplaint(text: string): string | undefined {
  if (text === '') return 'The consumer key is missing: it is the name of nine characters that you chose at IBKR.'
  if (/\s/.test(text)) return 'The consumer key has a blank inside. It is one word, as you chose it at IBKR.'
  if (!/^[A-Za-z0-9]+$/.test(text)) return 'The consumer key has a character that is neither a letter nor a digit.'
  if (text.length > MAX_CONSUMER_KEY) {
    return 'This is too long for a consumer key. Was another of the three strings pasted here?'
  }
  return undefined
}

export function accessTokenComplaint(text: string): string | undefined {
  if (text === '') return 'The access token is missing: IBKR shows it once you have made one.'
  if (text.length > MAX_TOKEN) {
    return 'This is the access token secret: the two strings have changed places. Swap them.'
  }
  if (!/^[\x21-\x7e]+$/.test(text)) return 'The access token has a character that does not belong there. Copy it again.'
  return undefined
}

export function accessTokenSecretComplaint(text: string): string | undefined {
  if (text === '') return 'The access token secret is missing: IBKR shows it with the access token, and only then.'
  if (/^[0-9a-f]{16,64}$/i.test(text)) {
    return 'This is the access token, not its secret: the two strings have changed places. Swap them.'
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
    return 'The access token secret has a character that does not belong there. Copy it again, whole.'
  }
  if (text.length % 4 !== 0) {
    return `The access token secret has ${text.length} characters, and a character is missing (344 for a key of 2048 bits). Copy it again, whole.`
  }
  return undefined
}
