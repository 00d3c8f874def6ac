import { csharpOauth1Program } from './csharp-oauth1.ts'
import { encodeQuery } from './encode-query.ts'
import {
  bearerVariable,
  bodyIsNotJson,
  bodyToSend,
  directUrl,
  parseBody,
  type Snippet,
  type SnippetProfile,
  type SnippetRequest,
  wellFormed,
} from './snippet-request.ts'

/** A program in C# with nothing but .NET's own libraries; under OAuth 1.0a it signs for itself and wants .NET 7 or newer. */
export function csharpSnippet(request: SnippetRequest, profile: SnippetProfile): Snippet {
  const body = bodyToSend(request)
  if (body !== undefined && parseBody(body) === undefined) return bodyIsNotJson
  const code =
    profile.kind === 'oauth1' ? csharpOauth1Program(request, body, csharpString) : plainProgram(request, profile, body)
  return { kind: 'code', language: 'csharp', fileName: 'Program.cs', code }
}

function plainProgram(
  request: SnippetRequest,
  profile: Exclude<SnippetProfile, { readonly kind: 'oauth1' }>,
  body: string | undefined,
): string {
  const baseUrl = profile.kind === 'gateway' ? profile.baseUrl : directUrl
  const ownCertificate = profile.kind === 'gateway' && baseUrl.startsWith('https:')
  const url = csharpString(baseUrl + request.path + encodeQuery(request.query))
  return [
    'using System;',
    'using System.Net.Http;',
    ...(body === undefined ? [] : ['using System.Text;']),
    'using System.Threading.Tasks;',
    '',
    'class Program',
    '{',
    // Not an async Main: older compilers do not know it.
    '    static void Main() => Send().GetAwaiter().GetResult();',
    '',
    '    static async Task Send()',
    '    {',
    '        var handler = new HttpClientHandler();',
    ...(ownCertificate
      ? [
          '        // The gateway shows a certificate that it made itself.',
          '        handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true;',
        ]
      : []),
    '        var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };',
    `        var request = new HttpRequestMessage(new HttpMethod(${csharpString(request.method)}), ${url});`,
    '        request.Headers.Add("User-Agent", "dotnet");',
    ...(profile.kind === 'oauth2'
      ? [
          `        request.Headers.Add("Authorization", "Bearer " + Environment.GetEnvironmentVariable("${bearerVariable}"));`,
        ]
      : []),
    ...(body === undefined
      ? []
      : [`        request.Content = new StringContent(${csharpString(body)}, Encoding.UTF8, "application/json");`]),
    '        var answer = await client.SendAsync(request);',
    '        Console.WriteLine((int)answer.StatusCode);',
    '        Console.WriteLine(await answer.Content.ReadAsStringAsync());',
    '    }',
    '}',
    '',
  ].join('\n')
}

/** Escapes of JSON mean the same in C#; everything beyond ASCII is escaped, because some of it ends a line there. */
function csharpString(text: string): string {
  return JSON.stringify(wellFormed(text)).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
