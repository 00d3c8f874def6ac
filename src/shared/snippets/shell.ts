import { formatShellLiteral } from './literals.ts'
import {
  BEARER_TOKEN_VARIABLE,
  isSelfSigned,
  linesIf,
  NOT_ACCEPTED,
  type SnippetFormat,
  type SnippetProfile,
} from './snippet.ts'

/** Returns the common part of curl and HTTPie, for bash or any POSIX shell. */
const shell = (label: string, insecureOption: string) =>
  ({
    label,
    fileName: 'request.sh',
    run: ['bash request.sh'],
    comment: '#',
    hasTextBody: () => true,
    unsupported: ({ kind }: SnippetProfile) =>
      kind === 'oauth1'
        ? `${label} cannot sign requests for OAuth 1.0a. Choose TypeScript, Python, Go or C#, or use a gateway.`
        : undefined,
    login: (profile: SnippetProfile) => [
      ...linesIf(isSelfSigned(profile), `# ${insecureOption}: the gateway uses a self-signed certificate.`),
      ...linesIf(
        profile.kind === 'oauth2',
        `# First set ${BEARER_TOKEN_VARIABLE} to the bearer token of your session.`,
      ),
    ],
  }) as const satisfies Partial<SnippetFormat>

/** Returns code that prints the response. Unless an order was accepted, the snippet exits with an error. */
const printResponse = (command: string, checksOrder = false): readonly string[] =>
  checksOrder
    ? [
        // If the command itself fails, the snippet exits with its status.
        `response=$(${command}) || exit`,
        'printf \'%s\\n\' "$response"',
        'case $response in',
        `  *'"message":'* | *'"error":'*) accepted=no ;;`,
        `  *'"order_id":'*) accepted=yes ;;`,
        '  *) accepted=no ;;',
        'esac',
        `if [ $accepted = no ]; then echo ${formatShellLiteral(NOT_ACCEPTED)} >&2; exit 1; fi`,
      ]
    : [command]

export const curl: SnippetFormat = {
  ...shell('curl', '--insecure'),
  call: ({ method, url, profile, body, checksOrder }) => {
    const options = [
      `--request ${formatShellLiteral(method)}`,
      `--url ${formatShellLiteral(url)}`,
      ...linesIf(isSelfSigned(profile), '--insecure'),
      // The shell inserts the token only within double quotes.
      ...linesIf(profile.kind === 'oauth2', `--header "Authorization: Bearer $${BEARER_TOKEN_VARIABLE}"`),
      ...(body === undefined
        ? []
        : ["--header 'Content-Type: application/json'", `--data-raw ${formatShellLiteral(body)}`]),
    ]
    return printResponse(`curl --silent --show-error ${options.join(' \\\n  ')}`, checksOrder)
  },
}

export const httpie: SnippetFormat = {
  ...shell('HTTPie', '--verify no'),
  call: ({ method, url, profile, body, checksOrder }) => {
    const words = [
      // Without this option, HTTPie waits for a body on standard input if there is no terminal.
      'http --ignore-stdin',
      ...linesIf(isSelfSigned(profile), '--verify no'),
      // The shell inserts the token only within double quotes.
      ...linesIf(profile.kind === 'oauth2', `--auth-type bearer --auth "$${BEARER_TOKEN_VARIABLE}"`),
      ...(body === undefined ? [] : [`--raw ${formatShellLiteral(body)}`]),
      `${formatShellLiteral(method)} ${formatShellLiteral(url)}`,
    ]
    return printResponse(words.join(' \\\n  '), checksOrder)
  },
}
