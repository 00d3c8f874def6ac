/*
 * Checks of the three strings from IBKR's page. Each check returns the problem or undefined; none quotes the string.
 * Callers first remove white space from the two tokens with `removeWhiteSpace`, because it comes from copying.
 */

/** Maximum length of a consumer key in characters; IBKR's own form accepts fewer. */
const MAX_CONSUMER_KEY = 64
/** Maximum length of an access token in characters. A longer string is probably the secret instead of the token. */
const MAX_TOKEN = 200

/** Removes white space from a pasted string. Not used for a consumer key, because its check reports spaces. */
export function removeWhiteSpace(text: string): string {
  return text.replace(/[\s\u200b\ufeff]/g, '')
}

/** @param text the consumer key, trimmed but otherwise as entered */
export function checkConsumerKey(text: string): string | undefined {
  if (text === '') return 'The consumer key is missing: it is the name of nine characters that you chose at IBKR.'
  if (/\s/.test(text)) return 'The consumer key contains a space. It is a single word, as you chose it at IBKR.'
  if (!/^[A-Za-z0-9]+$/.test(text)) return 'The consumer key may contain only letters and digits.'
  if (text.length > MAX_CONSUMER_KEY) {
    return 'This is too long for a consumer key. Was another of the three strings pasted here?'
  }
  return undefined
}

export function checkAccessToken(text: string): string | undefined {
  if (text === '') return 'The access token is missing: IBKR shows it after you create it.'
  if (text.length > MAX_TOKEN) {
    return 'This is the access token secret: swap the two strings.'
  }
  if (!/^[\x21-\x7e]+$/.test(text)) return 'The access token contains an invalid character. Copy it again.'
  return undefined
}

export function checkAccessTokenSecret(text: string): string | undefined {
  if (text === '') return 'The access token secret is missing: IBKR shows it only once, together with the access token.'
  if (/^[0-9a-f]{16,64}$/i.test(text)) {
    return 'This is the access token, not its secret: swap the two strings.'
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
    return 'The access token secret contains an invalid character. Copy all of it again.'
  }
  if (text.length % 4 !== 0) {
    return `The access token secret has ${text.length} characters, and a character is missing (344 for a key of 2048 bits). Copy all of it again.`
  }
  return undefined
}
