import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(__dirname, '..', '..', '..', 'dist', 'aws')
const ENTRY_MAX_BYTES = 650 * 1_024

/** A part of each client that no minifying changes: its endpoint's or its operation's name on the wire. */
const MARKS = {
  ssm: 'AmazonSSM',
  sns: '2010-03-31',
  dynamodb: 'DynamoDB_20120810',
  sqs: 'AmazonSQS',
  sts: 'AssumeRoleWithWebIdentity',
  cloudtrail: 'CloudTrail_20131101',
} as const

const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8')

describe('the built function', () => {
  it('begins with a small file, which holds the clients that every alert needs', () => {
    expect(statSync(join(FOLDER, 'index.js')).size).toBeLessThanOrEqual(ENTRY_MAX_BYTES)
    for (const client of ['ssm', 'sns', 'dynamodb'] as const)
      expect([client, textOf('index.js').includes(MARKS[client])]).toEqual([client, true])
  })

  it('keeps the clients that few runs need in files of their own, and loads none of them at the start', () => {
    const lazy = ['sqs', 'sts', 'cloudtrail'] as const
    for (const client of lazy)
      expect([
        client,
        textOf('index.js').includes(MARKS[client]),
        textOf(`lazy-${client}.js`).includes(MARKS[client]),
      ]).toEqual([client, false, true])
    const { stdout } = spawnSync(
      process.execPath,
      ['-e', 'require("./index.js"); console.log(Object.keys(require.cache).join())'],
      { cwd: FOLDER, encoding: 'utf8', env: { AWS_REGION: 'us-east-1' } },
    )
    expect(
      stdout
        .trim()
        .split(',')
        .map((path) => path.slice(FOLDER.length + 1)),
    ).toEqual(['index.js'])
  })

  it('holds nothing that it does not need', () => {
    expect(readdirSync(FOLDER).toSorted()).toEqual([
      'index.js',
      'lazy-cloudtrail.js',
      'lazy-sqs.js',
      'lazy-sts.js',
      'networks.bin',
    ])
  })
})
