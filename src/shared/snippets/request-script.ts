import { typescript } from './node.ts'
import { pythonRequests } from './python.ts'
import { curl } from './shell.ts'
import {
  createRunCommands,
  prepareSnippetRequest,
  type Snippet,
  type SnippetFormat,
  type SnippetProfile,
  type SnippetRequest,
  simulatorLines,
} from './snippet.ts'

const SCRIPT_LANGUAGES = ['bash', 'typescript', 'python'] as const

export type ScriptLanguage = (typeof SCRIPT_LANGUAGES)[number]

export interface ScriptRequest {
  readonly request: SnippetRequest
  /** Text of the comment above the request: when it was sent, and the result. */
  readonly title: string
  /**
   * Whether the request only reads. Any other request is commented out, because running the script must not place an
   * order again.
   */
  readonly reads: boolean
}

interface ScriptFormat {
  readonly format: SnippetFormat
  /** Name of the script. It is not requests.py, because Python would import that file instead of the package. */
  readonly fileName: string
  readonly firstLine?: string
  readonly before?: (request: SnippetRequest) => readonly string[]
  readonly after?: readonly string[]
}

const SCRIPTS: Readonly<Record<ScriptLanguage, ScriptFormat>> = {
  bash: {
    format: curl,
    fileName: 'history.sh',
    firstLine: '#!/usr/bin/env bash',
    before: ({ method, path }) => [`echo ${JSON.stringify(`${method} ${path.replace(/[^\w./-]/g, '?')}`)}`],
    after: ['echo'],
  },
  typescript: { format: typescript, fileName: 'history.mjs' },
  python: { format: pythonRequests, fileName: 'history.py' },
}

/** Writes requests, in the order in which they were sent, as one program that logs in once. */
export function writeRequestScript(
  requests: readonly ScriptRequest[],
  profile: SnippetProfile,
  language: ScriptLanguage,
): Snippet {
  const { format, fileName, firstLine, before, after = [] } = SCRIPTS[language]
  const reason = format.unsupported?.(profile, '/')
  if (reason !== undefined) return { kind: 'impossible', reason }
  const { comment } = format
  const blocks = requests.flatMap(({ request, title, reads }) => {
    const call = prepareSnippetRequest(format, request, profile)
    const head = ['', `${comment} ${title.replace(/\s+/g, ' ')}`]
    if ('reason' in call) return [...head, `${comment} Left out: ${call.reason}`]
    const lines = [...(before?.(request) ?? []), ...format.call(call).flatMap((line) => line.split('\n')), ...after]
    if (reads) return [...head, ...lines]
    return [...head, `${comment} Not a read: commented out.`, ...lines.map((line) => `${comment} ${line}`)]
  })
  const end = format.end === undefined ? [] : ['', ...format.end]
  const run = createRunCommands(format, profile, fileName)
  const lines = [
    ...(firstLine === undefined ? [] : [firstLine]),
    ...simulatorLines(format, profile, run),
    ...(format.login?.(profile) ?? []),
    ...blocks,
    ...end,
    '',
  ]
  return { kind: 'code', fileName, code: lines.join('\n'), run }
}
