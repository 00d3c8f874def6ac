import { plainText } from '../../shared/catalogue/document/plain-text.ts'
import { isSecretName, MASK } from '../history/mask-request.ts'
import type { SavedContent } from './saved-schema.ts'

/** Texts, and what stands behind one as the value of a name. Every text is taken, so that none is read from its middle. */
const MEMBER = /("(?:[^"\\]|\\.)*")(?:(\s*:\s*)("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*))?/gs
/** As in a web form and in the query of a path. */
const PAIR = /([\w.%-]{1,100})=([^&\s"']+)/g
/** A variable names a secret and does not hold one. */
const VARIABLE = /^"?\{\{[^{}]*\}\}"?$/

/** A private key, a bearer, a JSON web token: secret under any name. */
const SECRET_VALUE = /-----BEGIN [A-Z ]+-----|^"?Bearer\s|^"?eyJ[\w-]+\.[\w-]+\./i

const isSecret = (name: string, value: string): boolean =>
  (isSecretName(name) || /^(?:proxy-)?(?:authorization|cookie)$|^(?:token|bearer|api[_-]?key)$/i.test(name)) &&
  value !== '' &&
  value !== '""' &&
  !VARIABLE.test(value)

/** A request without its secrets, its names fit for one line. Its body need not be JSON: a variable may stand where a value does. */
export function withoutSecrets(content: SavedContent): SavedContent {
  return {
    ...content,
    folder: plainText(content.folder, 100),
    name: plainText(content.name, 100) || content.method,
    path: withoutPairs(content.path),
    rows: content.rows.map((row) =>
      isSecret(row.name, row.value) || SECRET_VALUE.test(row.value) ? { ...row, value: MASK } : row,
    ),
    body: withoutPairs(withoutMembers(content.body)),
  }
}

function withoutMembers(body: string): string {
  return body.replace(MEMBER, (whole, first: string, between?: string, value = '') => {
    if (between === undefined) return SECRET_VALUE.test(first) ? `"${MASK}"` : whole
    return isSecret(textOf(first), value) || SECRET_VALUE.test(value) ? `${first}${between}"${MASK}"` : whole
  })
}

const withoutPairs = (text: string): string =>
  text.replace(PAIR, (whole, name: string, value: string) => (isSecret(name, value) ? `${name}=${MASK}` : whole))

/** What a quoted name says, however it is escaped. */
function textOf(quoted: string): string {
  try {
    return JSON.parse(quoted) as string
  } catch {
    return quoted.slice(1, -1)
  }
}

/** Why a variable is not kept: it looks like something that lets somebody in. */
export function secretVariable(name: string, value: string): string | undefined {
  const secret =
    isSecretName(name) ||
    /(^|[_-])(token|bearer|key)$/i.test(name) ||
    SECRET_VALUE.test(value) ||
    // What is as long and random as a key in base64 or hex.
    /^(?=[^\s]*[a-z])(?=[^\s]*[A-Z])(?=[^\s]*\d)[A-Za-z0-9+/_-]{40,}={0,2}$/.test(value) ||
    /^[0-9a-f]{40,}$/i.test(value)
  return secret
    ? `{{${name}}} looks like a secret. Variables lie in clear in the user data folder: keep secrets in the profile, whose login uses them by itself.`
    : undefined
}
