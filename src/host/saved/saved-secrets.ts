import { isSecretName, MASK } from '../history/mask-request.ts'
import type { SavedContent } from './saved-schema.ts'

const PAIR = /("(?:[^"\\]|\\.)*")(\s*:\s*)("(?:[^"\\]|\\.)*")/gs
/** A variable names a secret and does not hold one. */
const VARIABLE = /^"?\{\{[^{}]*\}\}"?$/

/** A request without its secrets. Its body need not be JSON: a variable may stand where a value does. */
export function withoutSecrets(content: SavedContent): SavedContent {
  return {
    ...content,
    rows: content.rows.map((row) =>
      isSecretName(row.name) && row.value !== '' && !VARIABLE.test(row.value) ? { ...row, value: MASK } : row,
    ),
    body: content.body.replace(PAIR, (whole, name: string, between: string, value: string) =>
      isSecretName(name.slice(1, -1)) && value !== '""' && !VARIABLE.test(value) ? `${name}${between}"${MASK}"` : whole,
    ),
  }
}

/** Why a variable is not kept: it looks like something that lets somebody in. */
export function secretVariable(name: string, value: string): string | undefined {
  const secret =
    isSecretName(name) ||
    /(^|[_-])(token|bearer|key)$/i.test(name) ||
    /-----BEGIN [A-Z ]+-----/.test(value) ||
    /^Bearer\s/i.test(value) ||
    // A JSON web token, and what is as long and random as a key in base64 or hex.
    /^eyJ[\w-]+\.[\w-]+\./.test(value) ||
    /^(?=[^\s]*[a-z])(?=[^\s]*[A-Z])(?=[^\s]*\d)[A-Za-z0-9+/_-]{40,}={0,2}$/.test(value) ||
    /^[0-9a-f]{40,}$/i.test(value)
  return secret
    ? `{{${name}}} looks like a secret. Variables lie in clear in the user data folder: keep secrets in the profile, whose login uses them by itself.`
    : undefined
}
