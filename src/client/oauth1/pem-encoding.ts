import { decodeSecretBase64, encodeSecretBase64 } from './secret-base64.ts'

/** Maximum length of the text searched for PEM blocks; a file of keys has some thousand characters. */
const LONGEST_TEXT = 131_072

/** One block of a PEM string. */
export interface PemBlock {
  /** The label after BEGIN, for example `RSA PRIVATE KEY`. */
  readonly label: string
  /** Header lines before the content: `Proc-Type` and `DEK-Info` of a key encrypted in the traditional form. */
  readonly headers: readonly string[]
  readonly der: Buffer
}

/**
 * The text is not PEM. The caller has the purpose of the text and converts this error to an IbkrError. The message
 * quotes nothing.
 */
export class PemError extends Error {}

/**
 * Finds the blocks of a PEM string, regardless of the text around them. Accepts any line ends, blanks at line ends,
 * empty lines, a byte order mark, and text before and after. Line feeds may be written as `\n` (as in environment
 * variables and doubly encoded JSON) or be missing.
 * @throws PemError
 */
export function readPemBlocks(text: string): readonly PemBlock[] {
  if (typeof text !== 'string') throw new PemError('it is not text')
  if (text.length > LONGEST_TEXT) throw new PemError('it is too long')
  const plain = text.replace(/\\r\\n|\\n|\\r/g, '\n')
  const blocks: PemBlock[] = []
  const begin = /-----BEGIN ([A-Z0-9. ]{1,60})-----/g
  for (let match = begin.exec(plain); match !== null; match = begin.exec(plain)) {
    const [, label = ''] = match
    const end = plain.indexOf(`-----END ${label}-----`, begin.lastIndex)
    if (end < 0) throw new PemError('its END line is missing')
    blocks.push({ label, ...readContent(plain.slice(begin.lastIndex, end)) })
    begin.lastIndex = end
  }
  return blocks
}

function readContent(content: string): Pick<PemBlock, 'headers' | 'der'> {
  const lines = content.trim().split(/[\r\n]+/)
  const first = lines.findIndex((line) => !/^\s*[A-Za-z-]+:/.test(line))
  const base64 = lines
    .slice(first < 0 ? lines.length : first)
    .join('')
    .replace(/\s/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw new PemError('a part of it is not base64')
  if (base64.length % 4 !== 0) throw new PemError('a part of it is missing')
  return {
    headers: lines.slice(0, Math.max(first, 0)).map((line) => line.trim()),
    der: decodeSecretBase64(base64),
  }
}

/** Formats a block in the standard form. */
export function writePem({ label, headers, der }: PemBlock): string {
  const head = headers.length === 0 ? '' : `${headers.join('\n')}\n\n`
  const lines = encodeSecretBase64(der).replace(/(.{64})(?=.)/g, '$1\n')
  return `-----BEGIN ${label}-----\n${head}${lines}\n-----END ${label}-----\n`
}
