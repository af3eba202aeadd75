/** A text around a secret. */
type Form = (secret: string) => string

/** Passwords that can stand without quotes, and some that cannot. */
const plain = [
  'hunter2hunter2',
  'Passw0rd!234',
  'S3cr3t-Value_9',
  'correct.horse#battery',
  'aB3/dE5+fG7=',
  '0123456789',
]
const quoted = ['Tr0ub4dor&3', 'with two blanks', 'semi;colon,comma', 'xK9$mQ2@vL', 'pipe|and)paren']

const unquotedForms: readonly Form[] = [
  (s) => `mysql -h db -u root --password=${s} app`,
  (s) => `mysqldump -u root -p${s} app > /backup/app.sql`,
  (s) => `mongodump -u admin -p ${s} --db app`,
  (s) => `PGPASSWORD=${s} psql -h db -U app -c 'select 1'`,
  (s) => `export DB_PASSWORD=${s}`,
  (s) => `export REDISCLI_AUTH=${s}; redis-cli ping`,
  (s) => `redis-cli -h cache -a ${s} flushdb`,
  (s) => `sshpass -p ${s} ssh admin@10.0.0.5 uptime`,
  (s) => `docker login -u ci -p ${s} registry.example.com`,
  (s) =>
    `az login --service-principal -u 00000000-0000-0000-0000-000000000001 -p ${s} --tenant ` +
    '00000000-0000-0000-0000-000000000002',
  (s) => `curl -u admin:${s} https://api.example.com/v1/jobs`,
  (s) => `curl -s --user admin:${s} https://api.example.com/`,
  (s) => `./deploy.sh --password ${s} --host db`,
  (s) => `./deploy.sh --client-secret=${s} --wait`,
  (s) => `app.exe -AdminPassword ${s} -Quiet`,
  (s) => `net user backup ${s} /add /y`,
  (s) => `net use Z: \\\\files\\share ${s} /user:corp\\backup`,
  (s) => `schtasks /create /tn job /tr C:\\job.bat /ru corp\\svc /rp ${s} /sc daily`,
  (s) => `cmdkey /add:files /user:backup /pass:${s}`,
  (s) => `ldapsearch -x -D cn=admin -w ${s} -b dc=example,dc=com`,
  (s) => `smbclient //files/share -U backup%${s} -c ls`,
  (s) => `sqlcmd -S db -U sa -P ${s} -Q "select 1"`,
  (s) => `echo ${s} | sudo -S systemctl restart app`,
  (s) => `echo ${s} | docker login --username ci --password-stdin registry.example.com`,
  (s) => `echo ${s} | passwd --stdin deploy`,
  (s) => `echo deploy:${s} | chpasswd`,
  (s) => `chpasswd <<< deploy:${s}`,
  (s) => `aws configure set aws_secret_access_key ${s} --profile p`,
  (s) => `aws ssm put-parameter --name /app/db --type SecureString --value ${s}`,
  (s) => `az keyvault secret set --vault-name v --name db --value ${s}`,
  (s) => `kubectl create secret generic db --from-literal=password=${s}`,
  (s) => `helm upgrade web ./web --set db.password=${s},replicas=2`,
  (s) => `vault login ${s}`,
  (s) => `amazon-ssm-agent -register -code ${s} -id 00000000-0000-0000-0000-000000000001 -region us-east-1`,
  (s) => `azcmagent connect --service-principal-secret ${s} --location westeurope`,
  (s) => `sudo -u app bash -lc "mysql -uroot -p${s} app"`,
  (s) => `ssh db "PGPASSWORD=${s} pg_dump app"`,
  (s) => `[client]\nuser=root\npassword=${s}\n`,
  (s) => `database:\n  user: app\n  password: ${s}\n`,
  (s) => `java -Djavax.net.ssl.keyStorePassword=${s} -jar app.jar`,
  (s) => `openssl rsa -in key.pem -passin pass:${s} -out plain.pem`,
  (s) => `htpasswd -b /etc/nginx/.htpasswd admin ${s}`,
  (s) => `set DB_PASSWORD=${s}`,
  (s) => `setx API_TOKEN ${s} /m`,
  (s) => `requirepass ${s}`,
  (s) => `machine api.example.com login ci password ${s}`,
  (s) => `curl "https://files.example.com/a.zip?sv=2022-11-02&sig=${s}&se=2026-01-01"`,
  (s) => `gh auth login --with-token <<< ${s}`,
  (s) => `rabbitmqctl add_user app ${s}`,
  (s) => `keytool -importkeystore -storepass ${s} -keystore k.jks`,
]

const quotedForms: readonly Form[] = [
  (s) => `export DB_PASSWORD='${s}'`,
  (s) => `export DB_PASSWORD="${s.replaceAll('$', '\\$')}"`.replaceAll('\\$', '$'),
  (s) => `mysql -u root --password='${s}' app`,
  (s) => `./deploy.sh --token '${s}' --wait`,
  (s) => `$password = '${s}'`,
  (s) => `$env:DB_PASSWORD = '${s}'`,
  (s) => `ConvertTo-SecureString '${s}' -AsPlainText -Force`,
  (s) => `New-LocalUser -Name deploy -Password (ConvertTo-SecureString -String '${s}' -AsPlainText -Force)`,
  (s) => `$c = New-Object System.Net.NetworkCredential('deploy', '${s}')`,
  (s) => `[Environment]::SetEnvironmentVariable('API_TOKEN', '${s}', 'Machine')`,
  (s) => `{"user":"app","password":"${s}","port":5432}`,
  (s) => `curl -d "{\\"user\\":\\"app\\",\\"password\\":\\"${s}\\"}" https://api.example.com/login`,
  (s) => `echo 'root:${s}' | chpasswd`,
  (s) => `echo '${s}' | sudo -S id`,
  (s) => `psql -c "ALTER USER app WITH PASSWORD '${s}'"`,
  (s) => `mysql -e "CREATE USER 'app'@'%' IDENTIFIED BY '${s}'"`,
  (s) => `sshpass -p '${s}' scp a b:`,
  (s) => `curl -u 'admin:${s}' https://api.example.com/`,
  (s) => `<add key="db" /><password>${s}</password>`,
]

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const hex = (length: number): string => 'a1b2c3d4e5f60718'.repeat(8).slice(0, length)
const letters = (length: number): string => 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY'.repeat(8).slice(0, length)
const jwt = `eyJ${letters(20)}.eyJ${letters(40)}.${letters(43)}`
const awsSecret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

/** Tokens that are secret wherever they stand. */
export const issuedTokens: readonly string[] = [
  `ghp_${letters(36)}`,
  `gho_${letters(36)}`,
  `ghs_${letters(36)}`,
  `github_pat_${letters(22)}_${letters(59)}`,
  `glpat-${letters(20)}`,
  `glrt-${letters(20)}`,
  `xoxb-123456789012-123456789012-${letters(24)}`,
  `xoxp-123456789012-${letters(24)}`,
  `xapp-1-A0-${letters(24)}`,
  `npm_${letters(36)}`,
  `sk_live_${letters(24)}`,
  `rk_test_${letters(24)}`,
  `whsec_${letters(32)}`,
  `AIza${letters(35)}`,
  `ya29.${letters(60)}`,
  `GOCSPX-${letters(28)}`,
  jwt,
  `hvs.${letters(24)}`,
  `dckr_pat_${letters(27)}`,
  `dop_v1_${hex(64)}`,
  `SG.${letters(22)}.${letters(43)}`,
  `key-${hex(32)}`,
  `shpat_${hex(32)}`,
  `dapi${hex(32)}`,
  `pypi-AgEIcHlwaS5vcmc${letters(60)}`,
  `sk-ant-api03-${letters(40)}`,
  `hf_${letters(34)}`,
  `NRAK-${letters(27).toUpperCase()}`,
  `glsa_${letters(32)}_a1b2c3d4`,
  `tskey-auth-${letters(16)}-${letters(32)}`,
  `abc8Q~${letters(34)}`,
]

const tokenForms: readonly Form[] = [
  (s) => `curl -H "X-Trace: 1" https://api.example.com/?t=${s}`,
  (s) => `git clone https://ci:${s}@git.example.com/app.git`,
  (s) => `echo ${s} > /run/key`,
]

const single: readonly (readonly [text: string, secret: string])[] = [
  [`aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${awsSecret}`, awsSecret],
  [`AKIAIOSFODNN7EXAMPLE ${awsSecret}`, awsSecret],
  [`AKIAIOSFODNN7EXAMPLE,${awsSecret}\n`, awsSecret],
  [`export AWS_SESSION_TOKEN=IQoJb3JpZ2luX2Vj${letters(200)}==`, letters(200)],
  [`token is IQoJb3JpZ2luX2Vj${letters(200)} ok`, letters(200)],
  [
    `{"AccessKeyId":"ASIAIOSFODNN7EXAMPLE","SecretAccessKey":"${awsSecret}","SessionToken":"FwoGZXIvYXdz` +
      `${letters(100)}"}`,
    awsSecret,
  ],
  [
    `DefaultEndpointsProtocol=https;AccountName=app;AccountKey=${base64(letters(64))};EndpointSuffix=core.windows.net`,
    base64(letters(64)),
  ],
  [
    `Endpoint=sb://app.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=${base64(letters(32))}`,
    base64(letters(32)),
  ],
  [`Server=tcp:db.example.com,1433;Database=app;User ID=app;Password=Passw0rd!234;Encrypt=True`, 'Passw0rd!234'],
  [`-----BEGIN RSA PRIVATE KEY-----\n${base64(letters(120))}\n-----END RSA PRIVATE KEY-----`, base64(letters(120))],
  [`cat > k <<EOF\n-----BEGIN OPENSSH PRIVATE KEY-----\n${base64(letters(200))}`, base64(letters(200))],
  [`curl -H 'Authorization: Bearer ${letters(40)}' https://api.example.com/`, letters(40)],
  [
    `curl -H "Authorization: Basic ${base64('admin:Passw0rd!234')}" https://api.example.com/`,
    base64('admin:Passw0rd!234'),
  ],
  [`Invoke-RestMethod -Headers @{Authorization="Bearer ${letters(40)}"} -Uri https://api.example.com`, letters(40)],
  [`{"Authorization": "Bearer ${letters(40)}"}`, letters(40)],
  [`curl -H "PRIVATE-TOKEN: ${letters(20)}" https://git.example.com/api/v4/projects`, letters(20)],
  [`curl -H "X-Api-Key: ${letters(32)}" https://api.example.com/`, letters(32)],
  [`curl -H "X-Vault-Token: ${letters(26)}" https://vault.example.com/v1/sys/health`, letters(26)],
  [`curl -X POST https://hooks.slack.com/services/T00000000/B00000000/${letters(24)}`, letters(24)],
  [`psql postgresql://app:Passw0rd!234@db.example.com:5432/app`, 'Passw0rd!234'],
  [`redis://:Passw0rd!234@cache.example.com:6379/0`, 'Passw0rd!234'],
  [`mongodb+srv://app:p@ssW0rd9@cluster.example.com/app`, 'p@ssW0rd9'],
  [`sqlplus app/Passw0rd234@db`, 'Passw0rd234'],
  [`curl "https://s3.example.com/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=${hex(64)}"`, hex(64)],
  [`7z x -pPassw0rd234 a.7z`, 'Passw0rd234'],
  [`NEW_RELIC_LICENSE_KEY=${hex(40)} ./install`, hex(40)],
  [`usermod -p '$6$salt$${letters(40)}' deploy`, letters(40)],
]

/** Texts with one secret each: every form with several values, at least 200 in all. */
export const secretSamples: readonly (readonly [text: string, secret: string])[] = [
  ...unquotedForms.flatMap((form, index) =>
    [plain[index % plain.length], plain[(index + 1) % plain.length], plain[(index + 3) % plain.length]].map(
      (secret = '') => [form(secret), secret] as const,
    ),
  ),
  ...quotedForms.flatMap((form) => [...quoted, 'Passw0rd!234'].map((secret) => [form(secret), secret] as const)),
  ...issuedTokens.flatMap((secret) => tokenForms.map((form) => [form(secret), secret] as const)),
  ...single,
]
