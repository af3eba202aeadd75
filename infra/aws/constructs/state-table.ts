import { Fn, type RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'

export interface StateTableProps {
  readonly key: IKey | null
  readonly retain: boolean
  readonly removalPolicy: RemovalPolicy
}

/** History, ledger and deferred work: one table with string keys `pk` and `sk`; `expiresAt` holds epoch seconds. */
export class StateTable extends Construct {
  readonly table: Table

  constructor(scope: Construct, id: string, { key, retain, removalPolicy }: StateTableProps) {
    super(scope, id)
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Nobody reads the stream; its label is the one lasting record of when the table was made.
      stream: StreamViewType.KEYS_ONLY,
      deletionProtection: retain,
      removalPolicy,
      ...(key === null ? {} : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
    })
  }

  /**
   * When this installation began, as ISO 8601 in UTC, the same at every deployment: the label of the table's stream,
   * the last part of its ARN
   * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html).
   */
  get createdAt(): string {
    return Fn.join('', [Fn.select(1, Fn.split('/stream/', this.table.tableStreamArn ?? '')), 'Z'])
  }
}
