import { readPlainText } from '../../shared/catalogue/document/untrusted-values.ts'
import type { SavedRequestContent } from '../../shared/contract/schemas.ts'
import { isSecretName, isSecretValue, MASK, maskJson } from '../upstream/mask-secrets.ts'

/**
 * Matches a name and value as in a web form or a query. The lookbehind reads the name backwards from "=": matching
 * forwards from each letter takes a hundred times as long for a long word.
 */
const PAIR = /(?<=([\w.%-]{1,100}))=([^&\s"']+)/g
/** Matches a variable, which refers to a secret but does not contain the secret. */
const VARIABLE = /^"?\{\{[^{}]*\}\}"?$/

const isSecret = (name: string, value: string): boolean =>
  isSecretValue(value) || (isSecretName(name) && value !== '' && value !== '""' && !VARIABLE.test(value))

type RequestParts = Pick<SavedRequestContent, 'path' | 'rows' | 'body'>

/** Removes the secrets of a request. The body need not be valid JSON: a variable may replace a value. */
export const removeSecrets = ({ path, rows, body }: RequestParts): RequestParts => ({
  path: withoutPairs(path),
  rows: rows.map((row) => (isSecret(row.name, row.value) ? { ...row, value: MASK } : row)),
  body: withoutPairs(maskJson(body, isSecret)),
})

/** Removes the secrets of a saved request and reduces its names to one line. */
export const removeSecretsFromSaved = (content: SavedRequestContent): SavedRequestContent => ({
  ...content,
  folder: readPlainText(content.folder, 100),
  name: readPlainText(content.name, 100) || content.method,
  ...removeSecrets(content),
})

const withoutPairs = (text: string): string =>
  text.replace(PAIR, (whole, name: string, value: string) => (isSecret(name, value) ? `=${MASK}` : whole))

/** Explains why a variable is not saved: its value looks like a secret. Returns undefined if the variable is saved. */
export function describeSecretVariable(name: string, value: string): string | undefined {
  const secret =
    isSecretName(name) ||
    /(^|[_-])(token|bearer|key)$/i.test(name) ||
    isSecretValue(value) ||
    // Matches a string that is as long and random as a key in base64 or hex.
    /^(?=[^\s]*[a-z])(?=[^\s]*[A-Z])(?=[^\s]*\d)[A-Za-z0-9+/_-]{40,}={0,2}$/.test(value) ||
    /^[0-9a-f]{40,}$/i.test(value)
  return secret
    ? `{{${name}}} looks like a secret. Variables are stored in plain text: store secrets in the profile instead.`
    : undefined
}
