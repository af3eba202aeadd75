import type { Random } from './random'

const ACCOUNT = '123456789012'

/** What the generated calls consist of. */
export interface CloudTrailMix {
  /** Share of Systems Manager commands and sessions. */
  readonly relevant: number
  /** Share of the Systems Manager agent's own UpdateInstanceInformation calls. */
  readonly agentNoise: number
}

interface Call {
  readonly source: string
  readonly name: string
  readonly readOnly: boolean
  readonly category: 'Management' | 'Data'
  readonly request: (random: Random) => string
  readonly response: (random: Random) => string
}

const nothing = (): string => 'null'
const instanceId = (random: Random): string => `i-0${random.hex(8)}${random.hex(8)}`
const keyArn = (random: Random): string =>
  `arn:aws:kms:eu-west-1:${ACCOUNT}:key/00000000-0000-4000-8000-00000000000${random.below(10)}`

const BACKGROUND: readonly [Call, ...Call[]] = [
  {
    source: 's3',
    name: 'GetObject',
    readOnly: true,
    category: 'Data',
    request: (random) =>
      `{"bucketName":"example-data-${random.below(20)}` +
      `","Host":"example-data.s3.eu-west-1.amazonaws.com","key":"tables/day=${random.below(28) + 1}/part-` +
      `${random.hex(8)}.parquet","x-amz-request-payer":"requester"}`,
    response: nothing,
  },
  {
    source: 's3',
    name: 'PutObject',
    readOnly: false,
    category: 'Data',
    request: (random) =>
      '{"x-amz-acl":"bucket-owner-full-control","bucketName":"example-logs","Host":"example-logs.s3.eu-west-' +
      '1.amazonaws.com","key":"AWSLogs/' +
      `${ACCOUNT}/${random.hex(8)}.gz","x-amz-server-side-encryption":"aws:kms"}`,
    response: () => '{"x-amz-server-side-encryption":"aws:kms","x-amz-version-id":"null"}',
  },
  {
    source: 'kms',
    name: 'Decrypt',
    readOnly: true,
    category: 'Management',
    request: (random) =>
      `{"encryptionContext":{"aws:s3:arn":"arn:aws:s3:::example-data-${random.below(20)}` +
      `"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT","keyId":"${keyArn(random)}"}`,
    response: nothing,
  },
  {
    source: 'kms',
    name: 'GenerateDataKey',
    readOnly: true,
    category: 'Management',
    request: (random) =>
      '{"keySpec":"AES_256","encryptionContext":{"aws:s3:arn":"arn:aws:s3:::example-logs"},"keyId":"' +
      `${keyArn(random)}"}`,
    response: nothing,
  },
  {
    source: 'logs',
    name: 'CreateLogStream',
    readOnly: false,
    category: 'Management',
    request: (random) =>
      `{"logStreamName":"2026/01/10/[$LATEST]${random.hex(8)}${random.hex(8)}` +
      `","logGroupName":"/aws/lambda/example-${random.below(40)}"}`,
    response: nothing,
  },
  {
    source: 'lambda',
    name: 'Invoke',
    readOnly: false,
    category: 'Data',
    request: (random) =>
      `{"functionName":"arn:aws:lambda:eu-west-1:${ACCOUNT}:function:example-${random.below(40)}` +
      '","qualifier":"live","invocationType":"Event"}',
    response: nothing,
  },
  {
    source: 'dynamodb',
    name: 'DescribeTable',
    readOnly: true,
    category: 'Management',
    request: (random) => `{"tableName":"example-${random.below(30)}"}`,
    response: nothing,
  },
  {
    source: 'config',
    name: 'PutEvaluations',
    readOnly: false,
    category: 'Management',
    request: (random) =>
      '{"evaluations":[{"complianceResourceType":"AWS::EC2::Instance","complianceResourceId":"' +
      `${instanceId(random)}","complianceType":"COMPLIANT","annotation":"size \\u003d \\"large\\" \\u0026 ` +
      'tagged"}],"testMode":false}',
    response: () => '{"failedEvaluations":[]}',
  },
  {
    source: 'elasticloadbalancing',
    name: 'DescribeTargetHealth',
    readOnly: true,
    category: 'Management',
    request: (random) =>
      `{"targetGroupArn":"arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:targetgroup/example-` +
      `${random.below(10)}/${random.hex(8)}${random.hex(8)}"}`,
    response: nothing,
  },
  {
    source: 'autoscaling',
    name: 'DescribeAutoScalingGroups',
    readOnly: true,
    category: 'Management',
    request: (random) =>
      `{"maxRecords":100,"autoScalingGroupNames":["example-${random.below(10)}","example-${random.below(10)}"]}`,
    response: nothing,
  },
  {
    source: 'ec2',
    name: 'DescribeInstances',
    readOnly: true,
    category: 'Management',
    request: (random) =>
      `{"instancesSet":{"items":[{"instanceId":"${instanceId(random)}"},{"instanceId":"${instanceId(random)}` +
      '"}]},"filterSet":{}}',
    response: nothing,
  },
]

const COMMANDS: readonly [Call, ...Call[]] = [
  {
    source: 'ssm',
    name: 'SendCommand',
    readOnly: false,
    category: 'Management',
    request: (random) =>
      `{"documentName":"AWS-RunShellScript","instanceIds":["${instanceId(random)}` +
      '"],"interactive":false,"parameters":"HIDDEN_DUE_TO_SECURITY_REASONS"}',
    response: (random) =>
      `{"command":{"commandId":"${random.uuid()}` +
      '","documentName":"AWS-RunShellScript","documentVersion":"$DEFAULT","comment":"",' +
      '"parameters":"HIDDEN_DUE_TO_SECURITY_REASONS","instanceIds":[],"targets":[],"status":"Pending",' +
      '"maxConcurrency":"50","maxErrors":"0","targetCount":1,"notificationConfig":{"notificationArn":"",' +
      '"notificationEvents":[],"notificationType":""}}}',
  },
  {
    source: 'ssm',
    name: 'StartSession',
    readOnly: false,
    category: 'Management',
    request: (random) => `{"target":"${instanceId(random)}"}`,
    response: (random) =>
      `{"sessionId":"alice-0${random.hex(8)}${random.hex(8)}","tokenValue":"Value hidden due to security ` +
      'reasons.","streamUrl":"wss://ssmmessages.eu-west-1.amazonaws.com/v1/data-channel/example"}',
  },
]

const AGENT_NOISE: Call = {
  source: 'ssm',
  name: 'UpdateInstanceInformation',
  readOnly: false,
  category: 'Management',
  request: (random) =>
    `{"instanceId":"${instanceId(random)}` +
    '","agentVersion":"3.3.987.0","agentStatus":"Active","platformType":"Linux","platformName":"Amazon ' +
    'Linux","platformVersion":"2023","iPAddress":"HIDDEN_DUE_TO_SECURITY_REASONS","computerName":"ip-192-0-2-' +
    `${random.below(256)}.example.com","agentName":"amazon-ssm-agent"}`,
  response: nothing,
}

const identityOf = (random: Random, at: string): string => {
  const role = `Example${random.below(60)}`
  const id = `AROAEXAMPLE${String(random.below(1e6)).padStart(10, '0')}`
  return random.next() < 0.4
    ? '{"type":"AWSService","invokedBy":"delivery.logs.amazonaws.com"}'
    : `{"type":"AssumedRole","principalId":"${id}:${instanceId(random)}","arn":"arn:aws:sts::${ACCOUNT}` +
        `:assumed-role/${role}/session-${random.below(1000)}","accountId":"${ACCOUNT}","accessKeyId":"ASIAEXAMPLE` +
        `${random.hex(8).toUpperCase()}","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"${id}` +
        `","arn":"arn:aws:iam::${ACCOUNT}:role/${role}","accountId":"${ACCOUNT}","userName":"${role}` +
        `"},"webIdFederationData":{},"attributes":{"creationDate":"${at}` +
        '","mfaAuthenticated":"false"},"ec2RoleDelivery":"2.0"}}'
}

/** One compact CloudTrail record, its members in CloudTrail's own order. `at` is `YYYY-MM-DDTHH:MM:SSZ`. */
export const cloudTrailRecord = (random: Random, mix: CloudTrailMix, at: string): string => {
  const dice = random.next()
  const call =
    dice < mix.relevant
      ? random.pick(COMMANDS)
      : dice < mix.relevant + mix.agentNoise
        ? AGENT_NOISE
        : random.pick(BACKGROUND)
  const host = `${call.source}.eu-west-1.amazonaws.com`
  return (
    `{"eventVersion":"1.11","userIdentity":${identityOf(random, at)},"eventTime":"${at}","eventSource":"` +
    `${call.source}.amazonaws.com","eventName":"${call.name}",` +
    `"awsRegion":"eu-west-1","sourceIPAddress":"198.51.100.${random.below(256)}","userAgent":"aws-sdk-java/2.31.` +
    `${random.below(70)} md/io#sync md/http#Apache ua/2.1 os/Linux#6.1 lang/java#21.0.6 ` +
    'md/OpenJDK_64-Bit_Server_VM#21.0.6+7-LTS m/E,D",' +
    `"requestParameters":${call.request(random)},"responseElements":${call.response(random)},"requestID":"` +
    `${random.uuid()}","eventID":"${random.uuid()}","readOnly":${call.readOnly},` +
    `"resources":[{"accountId":"${ACCOUNT}","type":"AWS::S3::Object","ARN":"arn:aws:s3:::example-data/` +
    `${random.hex(8)}"}],"eventType":"AwsApiCall","managementEvent":${call.category === 'Management'},` +
    `"recipientAccountId":"${ACCOUNT}","eventCategory":"${call.category}` +
    '","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"' +
    `${host}"}}`
  )
}
