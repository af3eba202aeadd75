import fc from 'fast-check'
import { redactSecrets } from '../../../shared/command/secrets'
import { isSecretName } from '../../../shared/command/secrets/secret-names'
import { attackScripts } from './attack-scripts'
import { ordinaryScripts } from './ordinary-scripts'
import { issuedTokens, secretSamples } from './secret-samples'

/** Stretches of a secret that stand in the result and not in the text around it. */
const leaked = (text: string, secret: string): readonly string[] => {
  const redacted = redactSecrets(text)
  const frame = text.split(secret).join('\0')
  const stretches = Array.from({ length: Math.max(1, secret.length - 4) }, (_, at) => secret.slice(at, at + 5))
  return stretches.filter((stretch) => redacted.includes(stretch) && !frame.includes(stretch))
}

describe('redactSecrets', () => {
  it('is tried on at least 200 samples', () => {
    expect(secretSamples.length).toBeGreaterThanOrEqual(200)
  })

  it.each(secretSamples)('leaves no part of the secret: %s', (text, secret) => {
    expect(redactSecrets(text)).toContain('[redacted]')
    expect(leaked(text, secret)).toEqual([])
  })

  it('leaves at most one in fifty ordinary scripts changed', () => {
    // Three of them quote a `net user … /add` with a password: those are meant to change.
    const clean = ordinaryScripts.map(([, text]) => text).filter((text) => !text.includes('net user backdoor'))
    const changed = clean.filter((text) => redactSecrets(text) !== text)
    expect(changed.length).toBeLessThanOrEqual(clean.length * 0.02)
  })

  it.each([
    ['mysql -uroot -pPassw0rd app', 'mysql -uroot -p[redacted] app'],
    ['curl -u admin:Passw0rd https://api.example.com/', 'curl -u admin:[redacted] https://api.example.com/'],
    ['curl -uadmin:Passw0rd https://api.example.com/', 'curl -uadmin:[redacted] https://api.example.com/'],
    ['psql postgresql://app:Passw0rd@db/app', 'psql postgresql://app:[redacted]@db/app'],
    ["net user bob 'Passw0rd' /add", "net user bob '[redacted]' /add"],
    ["echo 'root:Passw0rd' | chpasswd", "echo 'root:[redacted]' | chpasswd"],
    ['AccountName=app;AccountKey=abc+/==;EndpointSuffix=x', 'AccountName=app;AccountKey=[redacted];EndpointSuffix=x'],
    ['{"user":"app","password":"Passw0rd","port":1}', '{"user":"app","password":"[redacted]","port":1}'],
    [
      'AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalr',
      'AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=[redacted]',
    ],
    [
      '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nnext',
      '-----BEGIN PRIVATE KEY-----[redacted]-----END PRIVATE KEY-----\nnext',
    ],
    [
      '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----',
      '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----',
    ],
    [
      'curl -H "Authorization: Basic $(echo -n admin:Passw0rd | base64)" https://api.example.com/',
      'curl -H "Authorization: Basic $(echo -n admin:[redacted] | base64)" https://api.example.com/',
    ],
    ["echo 'bob:Passw0rd' | sudo chpasswd && echo done", "echo 'bob:[redacted]' | sudo chpasswd && echo done"],
    [
      'git -c http.extraheader="AUTHORIZATION: basic dXNlcjpwYXNzd29yZA==" clone https://git.example.com/x',
      'git -c http.extraheader="AUTHORIZATION: basic [redacted]" clone https://git.example.com/x',
    ],
    [
      'helm upgrade web --set db.password=Passw0rd,replicas=2',
      'helm upgrade web --set db.password=[redacted],replicas=2',
    ],
  ])('keeps what stands around: %s', (text, redacted) => {
    expect(redactSecrets(text)).toBe(redacted)
  })

  it.each([
    'PASSWORD=$DB_PASSWORD mysql --password="$PASSWORD" -p"$PASSWORD"',
    'export TOKEN=$(aws ssm get-parameter --name /x --with-decryption --query Parameter.Value --output text)',
    'docker login --username ci --password-stdin registry.example.com',
    'docker run -p 8080:80 -v /etc/passwd:/etc/passwd:ro -e TZ=UTC app',
    'password: ${{ secrets.DB_PASSWORD }}',
    'password: "{{ vault_db_password }}"',
    'password: !Ref DbPassword',
    'set PASSWORD=%DB_PASSWORD%',
    '$password = $env:DB_PASSWORD',
    '$sig = [Convert]::ToBase64String($hash)',
    'aws ecs list-tasks --next-token "$T" --starting-token abc123',
    'echo "%wheel ALL=(ALL) NOPASSWD: ALL"',
    'adduser --disabled-password bob',
    'passwd -l bob; chage -l bob',
    'git clone ssh://git@git.example.com/app.git',
    'PWD=/opt/app ./run; cd $OLDPWD',
    'getent passwd deploy; grep ^passwd: /etc/nsswitch.conf',
    'cat <<EOF\npassword: <your password>\nEOF',
    'sha256sum 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef app.tar',
    'git checkout 0123456789abcdef0123456789abcdef01234567',
    'basic test of the app',
    'az keyvault secret show --vault-name v --name db',
    'kubectl get secret db -o yaml',
    'ls /opt/app/releases/20260101T000000Z-AbCdEfGhIjKlMnOp',
    'curl -u "$USER:$PASS" https://api.example.com/',
  ])('leaves alone: %s', (text) => {
    expect(redactSecrets(text)).toBe(text)
  })

  it('changes nothing the second time', () => {
    const texts = [
      ...secretSamples.map(([text]) => text),
      ...[...attackScripts, ...ordinaryScripts].map(([, text]) => text),
    ]
    const pieces = fc.constantFrom(
      ...texts,
      '[redacted]',
      'password=',
      '"password": "',
      '-p',
      ':',
      '@',
      '://',
      "'",
      '"',
      '\\"',
      ' ',
      '\n',
      '|',
      'chpasswd',
      ...issuedTokens.slice(0, 4),
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 8 }).map((parts) => parts.join('')),
        (text) => {
          const once = redactSecrets(text)
          expect(redactSecrets(once)).toBe(once)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('finds a secret wherever it stands among ordinary lines', () => {
    const lines = fc.constantFrom(
      ...ordinaryScripts.map(([, text]) => text).filter((text) => !text.includes("don't") && !text.includes('<<')),
    )
    fc.assert(
      fc.property(lines, fc.constantFrom(...secretSamples), lines, (before, [text, secret], after) => {
        expect(redactSecrets(`${before}\n${text}\n${after}`)).not.toContain(secret)
      }),
      { numRuns: 500 },
    )
  })

  it('takes apart tokens that stand without anything between them', () => {
    const glued = redactSecrets(`dapi${'a1b2c3d4'.repeat(4)}sk_live_${'aB3dE5fG'.repeat(3)}`)
    expect(glued).toBe('[redacted][redacted]')
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof redactSecrets(text)).toBe('string')
      }),
    )
  })
})

describe('isSecretName', () => {
  it.each([
    'password',
    'DB_PASSWORD',
    'db-pass',
    'clientSecret',
    'AWS_SECRET_ACCESS_KEY',
    'X-Api-Key',
    'AccountKey',
    'REDISCLI_AUTH',
    'sig',
    'access_token',
  ])('%s is one', (name) => {
    expect(isSecretName(name)).toBe(true)
  })

  it.each([
    'user',
    'PWD',
    'next_token',
    'nextToken',
    'PublicKeyToken',
    'NOPASSWD',
    'disabled-password',
    'password-stdin',
    'secret-id',
    'token_url',
    'bypass',
    'compass',
    'AWS_ACCESS_KEY_ID',
  ])('%s is none', (name) => {
    expect(isSecretName(name)).toBe(false)
  })
})
