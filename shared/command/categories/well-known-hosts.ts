import type { Url } from '../tokens/urls'

/**
 * Vendors whose documentation tells people to download and run their installer. A download from them stays visible, as weak evidence.
 * A host is here only when nobody but the vendor can put a file on it; hosts that serve anybody's files carry the vendor's own path.
 */
const HOSTS = new Set([
  'aka.ms', 'amazoncloudwatch-agent.s3.amazonaws.com', 'apt.llvm.org', 'apt.puppet.com', 'apt.puppetlabs.com', 'apt.releases.hashicorp.com',
  'archive.ubuntu.com', 'artifacts.elastic.co',
  'astral.sh', 'awscli.amazonaws.com', 'azcliprod.blob.core.windows.net', 'bootstrap.pypa.io', 'bootstrap.saltproject.io', 'bootstrap.saltstack.com', 'bun.sh',
  'cdn.teleport.dev',
  'checkip.amazonaws.com', 'chocolatey.org', 'cli.github.com', 'community.chocolatey.org', 'd1wk0tztpsntt1.cloudfront.net', 'deb.debian.org',
  'deb.nodesource.com', 'deno.land', 'dist.nuget.org', 'dl.google.com',
  'dl.k8s.io', 'dl.yarnpkg.com', 'dl-ssl.google.com', 'dot.net', 'download.docker.com', 'download.microsoft.com', 'download.newrelic.com',
  'download.postgresql.org', 'download.sysdig.com', 'download.visualstudio.microsoft.com',
  'downloads.mariadb.com', 'r.mariadb.com', 'fastdl.mongodb.org', 'get.acme.sh', 'get.docker.com', 'get.helm.sh', 'get.k3s.io', 'get.netdata.cloud',
  'get.pnpm.io', 'get.pulumi.com', 'get.rke2.io', 'get.rvm.io', 'get.scoop.sh',
  'get.sdkman.io', 'get.volta.sh', 'go.dev', 'go.microsoft.com', 'gbl.his.arc.azure.com', 'goteleport.com', 'install.datadoghq.com',
  'install.determinate.systems', 'install.duckdb.org', 'install.python-poetry.org', 'istio.io', 'keyserver.ubuntu.com', 'my-netdata.io',
  'nginx.org', 'nixos.org', 'nodejs.org', 'omnitruck.chef.io', 'onegetcdn.azureedge.net', 'packages.chef.io', 'packages.cloud.google.com',
  'packages.elastic.co', 'packages.fluentbit.io', 'packages.gitlab.com', 'packages.grafana.com',
  'apt.grafana.com', 'rpm.grafana.com', 'packages.microsoft.com', 'packages.treasuredata.com', 'packages.wazuh.com', 'pecl.php.net', 'getcomposer.org',
  'pkg.jenkins.io', 'pkgs.k8s.io', 'pkgs.tailscale.com', 'psg-prod-eastus.azureedge.net', 'pulp.puppet.com', 'releases.hashicorp.com',
  'repo.anaconda.com', 'repo.mongodb.org', 'repo.mysql.com', 'dev.mysql.com', 'repo.percona.com', 'repo.saltproject.io', 'rpm.nodesource.com',
  'rpm.releases.hashicorp.com', 'run.linkerd.io', 'sdk.cloud.google.com', 'security.ubuntu.com', 'sh.rustup.rs', 'static.rust-lang.org', 'starship.rs',
  'tailscale.com', 'toolbelt.treasuredata.com', 'ohai.sysdig.com', 'www.chef.io', 'www.getchef.com', 'www.mongodb.org', 'www.postgresql.org', 'www.python.org',
  'www.rabbitmq.com', 'yum.puppet.com', 'yum.puppetlabs.com', 'dl.fedoraproject.org', 'dl.min.io', 'dl.minio.io',
])

/** Path prefixes on hosts that also serve strangers' files. */
const PATHS: readonly (readonly [host: string, path: string])[] = [
  ['raw.githubusercontent.com', '/nvm-sh/nvm/'],
  ['raw.githubusercontent.com', '/creationix/nvm/'],
  ['raw.githubusercontent.com', '/helm/helm/'],
  ['raw.githubusercontent.com', '/homebrew/install/'],
  ['raw.githubusercontent.com', '/kubernetes/'],
  ['raw.githubusercontent.com', '/rancher/'],
  ['raw.githubusercontent.com', '/k3d-io/k3d/'],
  ['raw.githubusercontent.com', '/aquasecurity/trivy/'],
  ['raw.githubusercontent.com', '/ohmyzsh/ohmyzsh/'],
  ['raw.githubusercontent.com', '/pyenv/'],
  ['raw.githubusercontent.com', '/microsoft/'],
  ['raw.githubusercontent.com', '/azure/'],
  ['raw.githubusercontent.com', '/aws/'],
  ['raw.githubusercontent.com', '/awslabs/'],
  ['raw.githubusercontent.com', '/docker/'],
  ['raw.githubusercontent.com', '/datadog/'],
  ['raw.githubusercontent.com', '/grafana/'],
  ['raw.githubusercontent.com', '/ansible/ansible/'],
  ['github.com', '/docker/compose/releases/download/'],
  ['github.com', '/kubernetes/'],
  ['github.com', '/prometheus/'],
  ['github.com', '/powershell/'],
  ['github.com', '/git-for-windows/git/releases/download/'],
  ['github.com', '/mikefarah/yq/releases/download/'],
  ['github.com', '/stedolan/jq/releases/download/'],
  ['github.com', '/jqlang/jq/releases/download/'],
  ['github.com', '/aws/'],
  ['github.com', '/azure/'],
  ['s3.amazonaws.com', '/amazoncloudwatch-agent/'],
  ['s3.amazonaws.com', '/ec2-downloads-linux/'],
  ['s3.amazonaws.com', '/ec2-downloads-windows/'],
  ['s3.amazonaws.com', '/aws-cloudwatch/'],
  ['s3.amazonaws.com', '/cloudformation-examples/aws-cfn-bootstrap'],
  ['s3.amazonaws.com', '/cloudhsmv2-software/'],
  ['s3.amazonaws.com', '/dd-agent/'],
  ['s3.amazonaws.com', '/download.draios.com/'],
  ['packagecloud.io', '/install/repositories/github/git-lfs/'],
]

/** Buckets of AWS itself, one for each Region: the Region in the name is what a stranger's bucket cannot have, for names are unique. */
const REGIONAL_BUCKET = /^(?:aws-codedeploy|amazon-ssm|amazoncloudwatch-agent)-[a-z]{2}(?:-[a-z]{3,4})?-[a-z]{4,9}-\d$/
const GLOBAL_BUCKETS = new Set(['amazoncloudwatch-agent'])
const BUCKET_HOST = /^([a-z0-9-]{3,63})\.s3[a-z0-9.-]{0,64}\.amazonaws\.com(?:\.cn)?$/
const S3_HOST = /^s3[.-][a-z0-9.-]{0,64}amazonaws\.com(?:\.cn)?$/

const isOwnBucket = (bucket: string): boolean => GLOBAL_BUCKETS.has(bucket) || REGIONAL_BUCKET.test(bucket)

/** The URL can only lead to a file of a vendor named in this list. */
export const isWellKnownHost = ({ host, path }: Url): boolean => {
  if (path.includes('/..')) return false
  if (HOSTS.has(host) || PATHS.some(([knownHost, prefix]) => host === knownHost && path.startsWith(prefix))) return true
  const bucket = BUCKET_HOST.exec(host)?.[1] ?? (S3_HOST.test(host) ? path.split('/')[1] : undefined)
  return bucket !== undefined && isOwnBucket(bucket)
}
