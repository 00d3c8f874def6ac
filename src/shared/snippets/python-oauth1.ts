import { OAUTH1_FILE_COMMENT } from './snippet.ts'

/**
 * The first part of a Python program that logs in with OAuth 1.0a itself. It defines `session`, `BASE_URL` and
 * `send(method, path, query, body)`, and opens the brokerage session without competing.
 */
export const writePythonOauth1Prologue = (baseUrl: string): string => `import base64
import hashlib
import hmac
import json
import secrets
import time
from urllib.parse import quote

import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

# ${OAUTH1_FILE_COMMENT}
with open("oauth1.json", encoding="utf-8") as file:
    keys = json.load(file)
BASE_URL = ${JSON.stringify(baseUrl)}
session = requests.Session()
session.headers["User-Agent"] = "python-requests"


def private_key(name):
    return serialization.load_pem_private_key(keys[name].encode(), None)


def encode(text):
    return quote(text, safe="")


def authorization(method, url, query, extra, signature_method, sign, prepend=""):
    fields = {
        "oauth_consumer_key": keys["consumerKey"],
        "oauth_nonce": secrets.token_hex(16),
        "oauth_signature_method": signature_method,
        "oauth_timestamp": str(int(time.time())),
        "oauth_token": keys["accessToken"],
        **extra,
    }
    pairs = sorted([*fields.items(), *query.items()], key=lambda pair: (pair[0].encode(), pair[1].encode()))
    joined = "&".join(name + "=" + value for name, value in pairs)
    base = prepend + "&".join([method, encode(url), encode(joined)])
    fields["oauth_signature"] = encode(base64.b64encode(sign(base.encode())).decode())
    listed = ", ".join(name + '="' + fields[name] + '"' for name in sorted(fields))
    realm = keys.get("realm", "limited_poa")
    return 'OAuth realm="' + realm + '", ' + listed


def live_session_token():
    secret = base64.b64decode(keys["accessTokenSecret"])
    prepend = private_key("encryption").decrypt(secret, padding.PKCS1v15()).hex()
    prime = int(keys["dhPrime"], 16)
    random = secrets.randbits(256)
    url = BASE_URL + "/v1/api/oauth/live_session_token"
    header = authorization(
        "POST",
        url,
        {},
        {"diffie_hellman_challenge": format(pow(2, random, prime), "x")},
        "RSA-SHA256",
        lambda base: private_key("signature").sign(base, padding.PKCS1v15(), hashes.SHA256()),
        prepend,
    )
    response = session.post(url, headers={"Authorization": header}, timeout=30)
    response.raise_for_status()
    found = response.json()
    shared = pow(int(found["diffie_hellman_response"], 16), random, prime)
    shared_bytes = shared.to_bytes(shared.bit_length() // 8 + 1, "big")
    token = hmac.digest(shared_bytes, bytes.fromhex(prepend), "sha1")
    expected = hmac.digest(token, keys["consumerKey"].encode(), "sha1").hex()
    if not hmac.compare_digest(expected, found["live_session_token_signature"]):
        raise SystemExit("The server computed a different live session token.")
    return token


TOKEN = live_session_token()


def send(method, path, query, body):
    url = BASE_URL + path
    sign = lambda base: hmac.digest(TOKEN, base, "sha256")
    headers = {"Authorization": authorization(method, url, query, {}, "HMAC-SHA256", sign)}
    if body is not None:
        headers["Content-Type"] = "application/json"
    listed = "&".join(encode(name) + "=" + encode(value) for name, value in query.items())
    address = url + ("?" + listed if listed else "")
    return session.request(method, address, data=None if body is None else body.encode(), headers=headers, timeout=30)


send("POST", "/v1/api/iserver/auth/ssodh/init", {}, '{"publish": true, "compete": false}').raise_for_status()
`
