import { ACCOUNT, PARTNER_ACCOUNT } from './ids'

type Json = Readonly<Record<string, unknown>>

/** Who calls, from where, with what, as CloudTrail writes it. */
export interface AwsCaller {
  readonly userIdentity: Json
  readonly sourceIPAddress: string
  readonly userAgent: string
}

const CLI = 'aws-cli/2.17.32 md/awscrt#1.0 ua/2.0 os/linux lang/python'

export interface RoleOptions {
  readonly ip: string
  readonly accessKeyId?: string
  readonly userAgent?: string
}

const assumed = (
  issuer: string,
  role: string,
  session: string,
  { ip, accessKeyId = 'ASIAEXAMPLEKEY000001', userAgent = CLI }: RoleOptions,
  mfa: boolean,
): AwsCaller => ({
  userIdentity: {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLEROLE000001:${session}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
    accountId: ACCOUNT,
    accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLEROLE000001',
        arn: issuer,
        accountId: ACCOUNT,
        userName: role,
      },
      attributes: { mfaAuthenticated: String(mfa) },
    },
  },
  sourceIPAddress: ip,
  userAgent,
})

/** A session of a role of this account. */
export const role = (name: string, session: string, options: RoleOptions): AwsCaller =>
  assumed(`arn:aws:iam::${ACCOUNT}:role/${name}`, name, session, options, false)

/** A person who signed in through IAM Identity Center. */
export const singleSignOn = (permissionSet: string, person: string, options: RoleOptions): AwsCaller => {
  const name = `AWSReservedSSO_${permissionSet}_0123456789abcdef`
  return assumed(`arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/${name}`, name, person, options, true)
}

export const user = (
  name: string,
  { ip, accessKeyId = 'AKIAEXAMPLEKEY000001', userAgent = CLI }: RoleOptions,
): AwsCaller => ({
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLEUSER000001',
    arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
    accountId: ACCOUNT,
    accessKeyId,
    userName: name,
  },
  sourceIPAddress: ip,
  userAgent,
})

/** A role of the partner's account, as the AssumeRole it makes here shows it. */
export const partner = (ip: string): AwsCaller => ({
  userIdentity: { type: 'AWSAccount', principalId: 'AROAEXAMPLEROLE000009:support', accountId: PARTNER_ACCOUNT },
  sourceIPAddress: ip,
  userAgent: CLI,
})

/** State Manager at work for an association. */
export const STATE_MANAGER: AwsCaller = {
  userIdentity: {
    ...assumed(
      `arn:aws:iam::${ACCOUNT}:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM`,
      'AWSServiceRoleForAmazonSSM',
      'StateManagerService',
      { ip: '' },
      false,
    ).userIdentity,
    invokedBy: 'ssm.amazonaws.com',
  },
  sourceIPAddress: 'ssm.amazonaws.com',
  userAgent: 'ssm.amazonaws.com',
}
