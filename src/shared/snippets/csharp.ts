import { formatCsharpLiteral } from './literals.ts'
import {
  BEARER_TOKEN_VARIABLE,
  isSelfSigned,
  linesIf,
  OAUTH1_FILE_COMMENT,
  type PreparedSnippetRequest,
  type SnippetFormat,
} from './snippet.ts'

/**
 * A C# program with .NET's own libraries. For OAuth 1.0a, the program signs requests itself and requires .NET 7 or
 * newer.
 */
export const csharp: SnippetFormat = {
  label: 'C#',
  fileName: 'Program.cs',
  run: ['dotnet new console', 'dotnet run'],
  comment: '//',
  ignoresQuestions: true,
  hasTextBody: () => true,
  call: (call) => (call.profile.kind === 'oauth1' ? oauth1Program(call) : plainProgram(call)),
}

function plainProgram({ method, url, body, profile }: PreparedSnippetRequest): readonly string[] {
  return [
    'using System;',
    'using System.Net.Http;',
    ...linesIf(body !== undefined, 'using System.Text;'),
    'using System.Threading.Tasks;',
    '',
    'class Program',
    '{',
    // An async Main is not used, because older compilers do not support it.
    '    static void Main() => Send().GetAwaiter().GetResult();',
    '',
    '    static async Task Send()',
    '    {',
    '        var handler = new HttpClientHandler();',
    ...linesIf(
      isSelfSigned(profile),
      '        // The gateway uses a self-signed certificate.',
      '        handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true;',
    ),
    '        var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };',
    `        var request = new HttpRequestMessage(new HttpMethod(${formatCsharpLiteral(method)}), ${formatCsharpLiteral(url)});`,
    '        request.Headers.Add("User-Agent", "dotnet");',
    ...linesIf(
      profile.kind === 'oauth2',
      `        request.Headers.Add("Authorization", "Bearer " + Environment.GetEnvironmentVariable("${BEARER_TOKEN_VARIABLE}"));`,
    ),
    ...(body === undefined
      ? []
      : [
          `        request.Content = new StringContent(${formatCsharpLiteral(body)}, Encoding.UTF8, "application/json");`,
        ]),
    '        var response = await client.SendAsync(request);',
    '        Console.WriteLine((int)response.StatusCode);',
    '        Console.WriteLine(await response.Content.ReadAsStringAsync());',
    '    }',
    '}',
  ]
}

/** Returns a program that opens the brokerage session without competing, and sends one request. */
function oauth1Program({ method, path, query, body, profile }: PreparedSnippetRequest): readonly string[] {
  const pairs = Object.entries(query).map(
    ([name, value]) =>
      `            new KeyValuePair<string, string>(${formatCsharpLiteral(name)}, ${formatCsharpLiteral(value)}),\n`,
  )
  const text = body === undefined ? 'null' : formatCsharpLiteral(body)
  return [
    `${OAUTH1_PROLOGUE}
    const string BaseUrl = ${formatCsharpLiteral(profile.baseUrl)};

    static async Task Main()
    {
        var token = await LiveSessionToken();
        var none = new KeyValuePair<string, string>[0];
        await Send(token, "POST", "/v1/api/iserver/auth/ssodh/init", none, "{\\"publish\\": true, \\"compete\\": false}");
        var query = new KeyValuePair<string, string>[]
        {
${pairs.join('')}        };
        Console.WriteLine(await Send(token, ${formatCsharpLiteral(method)}, ${formatCsharpLiteral(path)}, query, ${text}));
    }
}`,
  ]
}

const OAUTH1_PROLOGUE = `using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

class Program
{
    // ${OAUTH1_FILE_COMMENT}
    static readonly Dictionary<string, string> Keys =
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText("oauth1.json"));
    static readonly HttpClient Client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };

    static RSA PrivateKey(string name)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(Keys[name]);
        return rsa;
    }

    // A leading zero keeps the number positive.
    static BigInteger Number(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber);

    static string Hex(byte[] bytes) => string.Concat(bytes.Select(each => each.ToString("x2")));

    static string Authorization(string method, string url, IEnumerable<KeyValuePair<string, string>> query,
        Dictionary<string, string> extra, string signatureMethod, string prepend, Func<byte[], byte[]> sign)
    {
        var nonce = new byte[16];
        using (var random = RandomNumberGenerator.Create()) random.GetBytes(nonce);
        var fields = new Dictionary<string, string>(extra)
        {
            ["oauth_consumer_key"] = Keys["consumerKey"],
            ["oauth_nonce"] = Hex(nonce),
            ["oauth_signature_method"] = signatureMethod,
            ["oauth_timestamp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(),
            ["oauth_token"] = Keys["accessToken"],
        };
        var pairs = fields.Concat(query)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => pair.Key + "=" + pair.Value);
        var text = prepend + method + "&" + Uri.EscapeDataString(url) + "&" + Uri.EscapeDataString(string.Join("&", pairs));
        fields["oauth_signature"] = Uri.EscapeDataString(Convert.ToBase64String(sign(Encoding.UTF8.GetBytes(text))));
        var listed = fields.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "=\\"" + pair.Value + "\\"");
        var realm = Keys.ContainsKey("realm") ? Keys["realm"] : "limited_poa";
        return "OAuth realm=\\"" + realm + "\\", " + string.Join(", ", listed);
    }

    static async Task<string> Do(string method, string url, string authorization, string body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url);
        request.Headers.Add("User-Agent", "dotnet");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (body != null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        else if (method == "POST") request.Content = new ByteArrayContent(new byte[0]);
        var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new Exception((int)response.StatusCode + " " + text);
        return text;
    }

    static async Task<byte[]> LiveSessionToken()
    {
        var secret = PrivateKey("encryption").Decrypt(Convert.FromBase64String(Keys["accessTokenSecret"]), RSAEncryptionPadding.Pkcs1);
        var prime = Number(Keys["dhPrime"]);
        var bytes = new byte[33];
        using (var source = RandomNumberGenerator.Create()) source.GetBytes(bytes);
        bytes[32] = 0;
        var random = new BigInteger(bytes);
        var extra = new Dictionary<string, string>
        {
            ["diffie_hellman_challenge"] = BigInteger.ModPow(2, random, prime).ToString("x").TrimStart('0'),
        };
        var url = BaseUrl + "/v1/api/oauth/live_session_token";
        Func<byte[], byte[]> sign = text =>
            PrivateKey("signature").SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var none = new KeyValuePair<string, string>[0];
        var response = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
            await Do("POST", url, Authorization("POST", url, none, extra, "RSA-SHA256", Hex(secret), sign), null));
        var shared = BigInteger.ModPow(Number(response["diffie_hellman_response"].GetString()), random, prime);
        // As a signed number, the first byte first.
        var token = new HMACSHA1(shared.ToByteArray().Reverse().ToArray()).ComputeHash(secret);
        var expected = new HMACSHA1(token).ComputeHash(Encoding.UTF8.GetBytes(Keys["consumerKey"]));
        if (Hex(expected) != response["live_session_token_signature"].GetString())
            throw new Exception("The server computed a different live session token.");
        return token;
    }

    static Task<string> Send(byte[] token, string method, string path, KeyValuePair<string, string>[] query, string body)
    {
        var url = BaseUrl + path;
        Func<byte[], byte[]> sign = text => new HMACSHA256(token).ComputeHash(text);
        var authorization = Authorization(method, url, query, new Dictionary<string, string>(), "HMAC-SHA256", "", sign);
        var listed = query.Select(pair => Uri.EscapeDataString(pair.Key) + "=" + Uri.EscapeDataString(pair.Value)).ToArray();
        return Do(method, listed.Length == 0 ? url : url + "?" + string.Join("&", listed), authorization, body);
    }
`
