import { formatGoLiteral } from './literals.ts'
import {
  BEARER_TOKEN_VARIABLE,
  isSelfSigned,
  linesIf,
  OAUTH1_FILE_COMMENT,
  type PreparedSnippetRequest,
  type SnippetFormat,
} from './snippet.ts'

/** A Go program with the standard library. For OAuth 1.0a, the program signs requests itself. */
export const go: SnippetFormat = {
  label: 'Go',
  fileName: 'request.go',
  run: ['go run request.go'],
  comment: '//',
  ignoresQuestions: true,
  hasTextBody: () => true,
  call: (call) => (call.profile.kind === 'oauth1' ? oauth1Program(call) : plainProgram(call)),
}

function plainProgram({ method, url, body, profile }: PreparedSnippetRequest): readonly string[] {
  const packages = [
    ...linesIf(isSelfSigned(profile), 'crypto/tls'),
    'fmt',
    'io',
    'net/http',
    ...linesIf(profile.kind === 'oauth2', 'os'),
    ...linesIf(body !== undefined, 'strings'),
    'time',
  ]
  const reader = body === undefined ? 'nil' : `strings.NewReader(${formatGoLiteral(body)})`
  const check = ['\tif err != nil {', '\t\tpanic(err)', '\t}']
  return [
    'package main',
    '',
    'import (',
    ...packages.map((name) => `\t"${name}"`),
    ')',
    '',
    'func main() {',
    '\tclient := &http.Client{Timeout: 30 * time.Second}',
    ...linesIf(
      isSelfSigned(profile),
      '\t// The gateway uses a self-signed certificate.',
      '\tclient.Transport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}',
    ),
    `\trequest, err := http.NewRequest(${formatGoLiteral(method)}, ${formatGoLiteral(url)}, ${reader})`,
    ...check,
    ...linesIf(body !== undefined, '\trequest.Header.Set("Content-Type", "application/json")'),
    ...linesIf(
      profile.kind === 'oauth2',
      `\trequest.Header.Set("Authorization", "Bearer "+os.Getenv("${BEARER_TOKEN_VARIABLE}"))`,
    ),
    '\tresponse, err := client.Do(request)',
    ...check,
    '\tdefer response.Body.Close()',
    '\ttext, err := io.ReadAll(response.Body)',
    ...check,
    '\tfmt.Println(response.Status)',
    '\tfmt.Println(string(text))',
    '}',
  ]
}

/** Returns a program that opens the brokerage session without competing, and sends one request. */
function oauth1Program({ method, path, query, body, profile }: PreparedSnippetRequest): readonly string[] {
  const pairs = Object.entries(query).map(([name, value]) => `{${formatGoLiteral(name)}, ${formatGoLiteral(value)}}`)
  const text = formatGoLiteral(body ?? '')
  return [
    `${OAUTH1_PROLOGUE}
const baseURL = ${formatGoLiteral(profile.baseUrl)}

func main() {
	file, err := os.ReadFile("oauth1.json")
	check(err)
	check(json.Unmarshal(file, &keys))
	if keys.Realm == "" {
		keys.Realm = "limited_poa"
	}
	token := liveSessionToken()
	send(token, "POST", "/v1/api/iserver/auth/ssodh/init", nil, "{\\"publish\\": true, \\"compete\\": false}")
	status, text := send(token, ${formatGoLiteral(method)}, ${formatGoLiteral(path)}, []pair{${pairs.join(', ')}}, ${text})
	fmt.Println(status)
	fmt.Println(text)
}`,
  ]
}

const OAUTH1_PROLOGUE = `package main

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"hash"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"os"
	"sort"
	"strings"
	"time"
)

// ${OAUTH1_FILE_COMMENT}
var keys struct {
	ConsumerKey       string \`json:"consumerKey"\`
	AccessToken       string \`json:"accessToken"\`
	AccessTokenSecret string \`json:"accessTokenSecret"\`
	Signature         string \`json:"signature"\`
	Encryption        string \`json:"encryption"\`
	DHPrime           string \`json:"dhPrime"\`
	Realm             string \`json:"realm"\`
}

var client = &http.Client{Timeout: 30 * time.Second}

type pair struct{ name, value string }

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func privateKey(text string) *rsa.PrivateKey {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		check(fmt.Errorf("a key of oauth1.json is not PEM"))
	}
	if key, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return key
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	check(err)
	return key.(*rsa.PrivateKey)
}

func encode(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

func digest(kind func() hash.Hash, key, text []byte) []byte {
	mac := hmac.New(kind, key)
	mac.Write(text)
	return mac.Sum(nil)
}

func authorization(method, address string, query, extra []pair, signatureMethod, prepend string, sign func(base string) []byte) string {
	nonce := make([]byte, 16)
	_, err := rand.Read(nonce)
	check(err)
	fields := append([]pair{
		{"oauth_consumer_key", keys.ConsumerKey},
		{"oauth_nonce", hex.EncodeToString(nonce)},
		{"oauth_signature_method", signatureMethod},
		{"oauth_timestamp", fmt.Sprint(time.Now().Unix())},
		{"oauth_token", keys.AccessToken},
	}, extra...)
	all := append(append([]pair{}, fields...), query...)
	sort.Slice(all, func(i, j int) bool {
		return all[i].name < all[j].name || all[i].name == all[j].name && all[i].value < all[j].value
	})
	joined := make([]string, len(all))
	for i, each := range all {
		joined[i] = each.name + "=" + each.value
	}
	base := prepend + method + "&" + encode(address) + "&" + encode(strings.Join(joined, "&"))
	fields = append(fields, pair{"oauth_signature", encode(base64.StdEncoding.EncodeToString(sign(base)))})
	sort.Slice(fields, func(i, j int) bool { return fields[i].name < fields[j].name })
	header := "OAuth realm=\\"" + keys.Realm + "\\""
	for _, field := range fields {
		header += ", " + field.name + "=\\"" + field.value + "\\""
	}
	return header
}

func do(method, address, header, body string) (string, string) {
	request, err := http.NewRequest(method, address, strings.NewReader(body))
	check(err)
	request.Header.Set("Authorization", header)
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := client.Do(request)
	check(err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	check(err)
	return response.Status, string(text)
}

func liveSessionToken() []byte {
	secret, err := base64.StdEncoding.DecodeString(keys.AccessTokenSecret)
	check(err)
	decrypted, err := rsa.DecryptPKCS1v15(nil, privateKey(keys.Encryption), secret)
	check(err)
	prime, ok := new(big.Int).SetString(keys.DHPrime, 16)
	if !ok {
		check(fmt.Errorf("dhPrime of oauth1.json is not hex"))
	}
	random, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 256))
	check(err)
	challenge := new(big.Int).Exp(big.NewInt(2), random, prime).Text(16)
	address := baseURL + "/v1/api/oauth/live_session_token"
	sign := func(base string) []byte {
		sum := sha256.Sum256([]byte(base))
		signature, err := rsa.SignPKCS1v15(nil, privateKey(keys.Signature), crypto.SHA256, sum[:])
		check(err)
		return signature
	}
	extra := []pair{{"diffie_hellman_challenge", challenge}}
	status, text := do("POST", address, authorization("POST", address, nil, extra, "RSA-SHA256", hex.EncodeToString(decrypted), sign), "")
	var found struct {
		Response  string \`json:"diffie_hellman_response"\`
		Signature string \`json:"live_session_token_signature"\`
	}
	if json.Unmarshal([]byte(text), &found) != nil || found.Response == "" {
		check(fmt.Errorf("%s: %s", status, text))
	}
	theirs, _ := new(big.Int).SetString(found.Response, 16)
	shared := new(big.Int).Exp(theirs, random, prime).Bytes()
	// As a signed number, whose first bit is the sign.
	if shared[0] >= 0x80 {
		shared = append([]byte{0}, shared...)
	}
	token := digest(sha1.New, shared, decrypted)
	if hex.EncodeToString(digest(sha1.New, token, []byte(keys.ConsumerKey))) != found.Signature {
		check(fmt.Errorf("the server computed a different live session token"))
	}
	return token
}

func send(token []byte, method, path string, query []pair, body string) (string, string) {
	address := baseURL + path
	sign := func(base string) []byte { return digest(sha256.New, token, []byte(base)) }
	header := authorization(method, address, query, nil, "HMAC-SHA256", "", sign)
	for i, each := range query {
		address += map[bool]string{true: "?", false: "&"}[i == 0] + encode(each.name) + "=" + encode(each.value)
	}
	return do(method, address, header, body)
}
`
