import type { Certificate } from './http/certificate.ts'
import { group14Prime, type Oauth1Credentials } from './oauth1/credentials.ts'
import type { Oauth2Credentials } from './oauth2/credentials.ts'
import { userName } from './session/authentication-view.ts'

/*
 * Fixed keys for tests. They are public and protect nothing: only the simulator accepts them. Never register them at
 * IBKR. They are stored without the lines that make them PEM.
 */

const SIGNATURE_KEY = [
  'MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQC7Pm78U5Q4UcjCEe7VTmArYi9e7mp333+zbvD3JiRx4zQP86eNPFu9fbPowi',
  'DSfbZrJR9KA0Y8FJMzK67UoOzVab2LQz5TJvRDuo8mjt22IP6O1udf5zhK0499lk8u5noWUMrJtR7/T5Z4+au3p6RDpwg1g1gkh3gu0riEG5q3',
  'YHtQ3oDixpmS5KAKzhudto55eHLnd5j0SR33ZNRedaLER9cMuf28dLkfzP75xLlXkdgPVfTQF6fHdte/kOZvn2KFXQh1qIslltCp2zszUKKII7',
  'Jow/PvEawyinD81Sq3P+0OYF1d1eNV/xet9fajfO5QY56S8x5YsCIrc5oZN7E3AgMBAAECggEAHPk7OUZBkDlvhEA8Ibuf+/aUd+8SgHwQCZbo',
  'KIY5a3oJy1Iboiot0/OIjELFy2xydr/myJAbJR7V7DwdMH+6Rge3sb30/e7wKy7KCeBfhFg0q6urX9aqikGUWY2RsSMuzxcvWejx4/XPxeZ0YN',
  'XLAEDvb0BkujpQKYan0KFo3mkGyf7Q6uF6ponTDP6T4+oEdVwplsAQu9d4L0pbX6vJm8ZHHUxdT9LADMv+VikR6o/YlKFtgYPUpUHX3zTL1Y/B',
  'vrEBXZ09vWBE+XNu9EdetdBGFkqv1UIQVjihSUD/+EdTt9rLJ6mrRYfRJt9TsWupwJuAslyX8kLv5Qy/cpcvaQKBgQDbvD+8f5A4gsZolCYxyC',
  'DYFGwD0ZzKW88YUwRCQPPPzBB3z3PFAOe2iD8YtKsB/F8rShIMV2yzCLakjyDvrpulyzn8hsWGRiO7srRX0hriwDWP71EgQrZAS1FwxQwgSVbe',
  'ro2CZkN7ZSq2ZgzSrn8P2ZcVzaKwfW4ku5FuC7om1QKBgQDaJW4ZSn0MkhZzrNbLZx6AKTRYmFmYf/waoD+vrOOpu1sR5vpfgLSSHazFBQVRLX',
  'Yy+y+1mySHAclisoDM90y1xg7zbkc6oIqGV/PcF2nT8kPQxTYv/f++zClwDVFNcf4PLXLnBbARxxlUXSD9xOSLeuHOrMt8c4H0WXnM8yUV2wKB',
  'gHk9JO2cdLa5cT/CflB5W6Xdnrt8rEX64glJxM/JhrzgmzWAASBxn2fXRPkctj4iQWBhPhQRKKif5iZl0oZskPSpbRUoR1QO3yhxMZBDHRJ/ew',
  '4vvVNPe799zzGph0dJL+Ut6mZIhnNPHoIFTI3yOalFJVeiXmGC04Lw+wz863kBAoGAXTlXtrktfXzE2YRIer5Du5NgSmg5CcHQE/Tdoo6o8DUf',
  '8yOZZczT3gmOdtfxcMKT26+asOpvDr8FuAb+ohkhECFm7EL5b6WB7W2SykC7OhczQfm1cYcDjx8iqj8Wupj3cLcEfpPgrYg/W908pxZIcQ7/ht',
  'ozT6jxJWJDegGCnLcCgYBpSv8IU/vYBOdDZlkoYVNm4znQssi5Jcroc2elEOzQlYZQ/PMMbIrTbk7Yg0duJXLMn3q0HibBZNij1WCW5f6LzciS',
  'CWCS/DqM2MJhKpJOwb4QvgjfGzdGPuB93ILMdDT1G4u5x7zAs6XLc1rJUFE8+Nq0Dzsm0O1b6Z+FkXB2Ew==',
].join('')

const ENCRYPTION_KEY = [
  'MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQC92lEAvLrZufCV7kMXJtuQjqR/B5fTrCOWZOUk+e31s4ywCcPpiRnyBBwEWh',
  '5kOf0KEphSNhe1XvRySCLTcTNxEXBrZiOI2O+lee9zkT39QudCURE2ec1VwX7hpyZAIvVZSOdggb/VSQ3Mr8ZRolS31lECnT/eu58sTzESM688',
  '7JWcvT78CfYKU9+ocT2n/dEmrASVv3p0FwqyDmGjDOCOzhlXCFE+cdMS0zn2Yre/VjF9XfUYMzFEzCnHaP2A9YaA8I0ztZ0+BW6chHDpVLjsMl',
  '14mjQ70qug1dUQadMyuIsnskCFdsHLKpskvJJuyGbNj2spNTeNsMLgq9wEqzQDAgMBAAECggEAF10DdOTE1cBlE/5TMUkt4fc71QoZLApWAs79',
  'x/QdzYu/93XsLxQZJkhNLlfsv4bHVfL93bgcaMx7poisCHs4ymRMAlt6af/QVfvQdNdd2oneLbIOPTb2BuSd+aT5NxFWQhuPpbex5Mxtr0++Rx',
  'OD+2+bXof9cSqDpw9DyaqkmQmJ+LpKzIbCvdu/d7kodjNOkzZOEISyj3bW61eMzNrAErUFtboxRPcnCjMZj7LKO9rAaSlHuQbiwWr7+b/eMirE',
  'rwZlm1o78utzLD6bxb6tvYxEFXHJEYhnsf192u0RjlPz/Xokz2EP5JEEKkETLeU9G4A9O0QE+EXatVDghBEGEQKBgQDnc1yhSGMLCMazez+r1H',
  'rd8aChKR/Du1182AGhoFYJFJy94gSZIFqRMEcD5JSlYcSIMWWW+rG63TqQIfHl+FNHrp9A6hn/VfbFMfvNMEi/3JzlKJXyYipKtLYrIZpy5waR',
  'iBEjqEmiWYq3pJZ49EOEL7Jqbg042hThAwQZGXN3aQKBgQDR/XAfBlqqO4daeSoSl69dRdcBUKqpiyFm7iCt999pEFRzZgkNTu208FngNq2aCu',
  'GceciptxYeHsK5ddtmEAPTSTBsxISwgKD9almpI7e2xrQtH+53QxcGOP9CkTyd/V8N/QKlp+KlsWW2xHNANHN1bp67vU6FuSM7LsUAT1CuiwKB',
  'gDcVGG112cRtgUSDx4JwXhFmCPFx5RJjC/vDOJgrnW4pzqfOG4QJ1CQLlksR4mJ9oxU6lE/bN+Md9WsJ+RTfBYrgvxvm2usOnV0O6TtLC3VF3r',
  '0W7KCzxhbjbRtUsvo3izOla1bOHUAbCU1tSTZeA5d49oAn0tO96wwl+Jq0mOtJAoGBAMjjE6gahBHm8Q30a/NteS5Z6d4wNZQMrd+yX0EOqIPy',
  'Q1hCfNZmc7FtXg3JQTrkvgDb4MO7i0U1WEPkJAf3ujEfC1yChA32gAzu+Od+a/pHDYc9zPv7CsPBMzGTj9H02kKfkTC483Jfy1aViUwa4XmuYd',
  'xotf3np3SuwXgSaLURAoGBAKT3QtaN0eQ5+t3flSVPgAJO4DPuQTKltfm3p7wOaMJd/rsc7cU0DAM9ygAPAcgCiKS4iWW+JsIYwkdAVsOei8EA',
  'paYayKhQQv3TmVQoRcah0QEwY+3E9cc9o+M1U707a4b2gE6FzVxoEd/BAtpUWFADvhuzCGo5Hl7qKuOfnx27',
].join('')

const OAUTH2_KEY = [
  'MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDHXqJdE6Jt8EpjBT8xWe/8xbpUYnSc1ulODiHV6oUX37abCJVhIoITn0dwZl',
  'lVUuniir1XV7vlcMsYJZQdi+3AP7mH1SLoyItbc6ITAlEioIRQZBv8Ahlb7klyRTOED5JOtuD1kg+fCdsDXkvcaiWblgNiGJ5pTNbK/RNVJ/Lg',
  'pqz8C2Q1VkCf9gst3+TNZ7I2/Nr5L9aX7ehacokquFSsiziM6t/HDrv4gfhklwp6vzOnxsys7+dyldYhoxHyH3xyHrDXWCuPzi1K+sN4QDbGn3',
  '46euBzRI8qREgtUfsJn0EkZmf0ZPX/dDbynz2kanhIFFi0Ctb26Z3m7eY2co1ZAgMBAAECggEATRe89PzorFZkjVG0E+NRN49F8+d2bEd2Q+aX',
  'Et7yxD6Pn/d7u+naHrhSqZYKKUI8iotXl/SnBZvODPJLCfnX36VEms/CBf22VZCrNWqJ8TfcsjFj2Nj+8Vt9LyCvQPu8eY+iAZOPUtI+zFikQQ',
  'EStc0WVdJrPxClZiziUuV1t4RNWIAt0an0P2UsEzZlw0RHrfG8+vDk5XM72RQT9R9hYP0rRRl+15s3X0dgcEFvkn+mBfX6QfEFrdCWpV9UxYiA',
  'jAXT0qqkDh0oER69hkof1ik5/PlowhsupJ90tZb+PKMIOlDSt+pvw3sPpCIBDSePI/DKwBngvmKpHtiULOtAmQKBgQDkpK02t6Vs5h9iydIERI',
  'vRZBRDBCHLg7qkZ9JChKvFV99VuSYdm+GStph87VSCD0Zw+bx/uEUHcWLaySgDp97HzHsHVFR5TXAHeGG0gAJiJv1NOZ39riaGfwv3HCg4YsYz',
  'ebcB/JGxGPBuOoivf+sO/NkKqGyoIj9NC9G6zDxKBwKBgQDfOU9Izs9/PbFytLjzkd6JGPXbpxci9MMaH4TuFYTjNmF0DE+O0fTnh7U9FLAO9N',
  'LiLmTPgyaQvMl5UMiJBK3IvovsqeGqiKoCr46BdAMtnhuIZvUxh1CoE8r7QHFNmIK8HIBvRkOlFzelP+ur1IaPdquMljVWfN3MtYOfOiIVnwKB',
  'gQDaHwOjtJTbC7obaz+wlJfyHRB7UmDPHw8aMnVSwfCAZjEIPYZQLtqGNS3J2DuLi/j+ZDDggzFPRWsyHz7OJgKRBtDDkD66LhbW+Y/0Oz6K1n',
  'lFh9biIJZeLquChVkVWZ2Nk+rzuThgA9OyxKKLEnRzKuH/med2ip1q6gCdvKMzVwKBgQCKurlVjIJUl+jiWwLfDXb6SXLy8iNk7C0c3R3mQaV2',
  '+GMUlloTbtT/182Biovon6s4OpEYjm+3YDzukpAu56OBsTqQ+Ptw2sKeLLEqLwmSnkKKQUJ9Z5Vu/+4UvHYuPWxysFv5y/dacNV6dAFppwmBu8',
  'Td+LRpbe0CvoRwvtZUDQKBgBUk+hpDYAbc7l/BkdqPYq03fxtpgN0v4KDhpMiKeGuKu8LQhCdzhZWSFxIw13i3p2zSQsDIB5vT3r4KQgzzx5LA',
  'YUeZt0z3vfy55valyvQoKBfmOyzBTZEdPhXWoInH3wPI+rl8OUJ6GTPsM2V+KUaT3hcToFfsa74svumE3/Bj',
].join('')

/** The bytes of 'IBKR Console simulator test keys', encrypted for the encryption key. */
const ACCESS_TOKEN_SECRET = [
  'B0UG7dxUvvALyDgp/ria6u/UGS1IQwjSQ2YAQhi6yBflT4jdc8DaCjtKofdIZX7HJhP18inLSH7LJWmqTJF2rE/rXTSRpAhuLKAtdX4LlTiqlq',
  'pm+sPgcXKlIRwKzctSMNF/5ZPSVB7Db46mdWGvuW0N4b9ytZT+abPbhKT4+7G2Av0ril7dUt8mo3HjFQ+YaA8BE7vwN6/PRcUjdTvoIwJF9R9V',
  'HIiH6FzJFs8YW8XQM+ucEPh5MrX6tnXBazJG1giwVY/piDCnZ9yNV0q/fC0xQhgzRiRRGdgd9jKXyp4b46RAxa0tijgFeC3w9DkRRwmXTBa1YF',
  'UPgC+wk0hddw==',
].join('')

const CERTIFICATE_KEY = [
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgXWo5UKXH3XP+fXGotqmt6CJqjSI0nREq4aP0bI6yrs2hRANCAATnIkVupt5kj3',
  'vCcNVWKT/cUV5xq5ZkJ98bg1KvIa4LzrhJgeS1lNrST+wnh8zaQJt0mlrLGqI0k+bp1uyvBCk1',
].join('')

/** Certificate for localhost, 127.0.0.1 and ::1, valid until the end of 2049. */
const CERTIFICATE = [
  'MIIBozCCAUmgAwIBAgIQAZl8MQEBoKNTxdSAu1UaODAKBggqhkjOPQQDAjAhMR8wHQYDVQQDDBZJQktSIENvbnNvbGUgc2ltdWxhdG9yMB4XDT',
  'IwMDEwMTAwMDAwMFoXDTQ5MTIzMTAwMDAwMFowITEfMB0GA1UEAwwWSUJLUiBDb25zb2xlIHNpbXVsYXRvcjBZMBMGByqGSM49AgEGCCqGSM49',
  'AwEHA0IABOciRW6m3mSPe8Jw1VYpP9xRXnGrlmQn3xuDUq8hrgvOuEmB5LWU2tJP7CeHzNpAm3SaWssaojST5unW7K8EKTWjYzBhMAwGA1UdEw',
  'EB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMBMCwGA1UdEQQlMCOCCWxvY2FsaG9zdIcEfwAAAYcQAAAAAAAAAAAA',
  'AAAAAAAAATAKBggqhkjOPQQDAgNIADBFAiEA2gtmPZtW6s18AGdPk0XWGU+jtcN8xv7AyrLcE33tUr0CIGL/9hOeLXOJLScEIHvbHJKuBpJr2D',
  'du5hG7TXXf4kKi',
].join('')

/** OAuth 1.0a credentials that are the same in each run. */
export function getTestOauth1Keys(): Oauth1Credentials {
  return {
    consumerKey: 'SIMULATED',
    accessToken: 'simulatedaccesstoken',
    accessTokenSecret: ACCESS_TOKEN_SECRET,
    dhPrime: group14Prime,
    realm: 'limited_poa',
    signature: toPem('PRIVATE KEY', SIGNATURE_KEY),
    encryption: toPem('PRIVATE KEY', ENCRYPTION_KEY),
  }
}

/** OAuth 2.0 credentials that are the same in each run. */
export function getTestOauth2Keys(): Oauth2Credentials {
  return {
    clientId: 'SIMULATED-CLIENT',
    keyId: 'main',
    privateKey: toPem('PRIVATE KEY', OAUTH2_KEY),
    credential: userName,
    ip: '127.0.0.1',
  }
}

/** The certificate of localhost that is the same in each run. */
export function getTestCertificate(): Certificate {
  return { key: toPem('PRIVATE KEY', CERTIFICATE_KEY), cert: toPem('CERTIFICATE', CERTIFICATE) }
}

function toPem(label: string, base64: string): string {
  const lines = base64.replace(/.{64}/g, '$&\n').trimEnd()
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}
