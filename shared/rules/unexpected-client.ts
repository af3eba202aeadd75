import { CLOUD_ACCOUNTS, CLOUD_ADMINISTRATION_COMMAND } from '../model/attack'
import { defineRule } from './define-rule'
import { isIn, RUNNING_FAMILIES } from './families'
import { evidence } from './wording'

/**
 * Microsoft's own clients that have no use for Azure Resource Manager, and that token tools pretend to be: public
 * clients whose refresh tokens serve each other (https://github.com/secureworks/family-of-client-ids-research), or
 * that policies often let pass. Clients that people do administer with are not among them: CLI, PowerShell, portal,
 * Visual Studio, Power Platform.
 */
const CLIENTS: ReadonlyMap<string, { readonly name: string; readonly reason: string }> = new Map([
  [
    'd3590ed6-52b3-4102-aeff-aad2292ab01c',
    { name: 'Microsoft Office', reason: 'documents and mail; what AADInternals signs in with' },
  ],
  [
    '1b730954-1685-4b74-9bfd-dac224a7b894',
    {
      name: 'Azure Active Directory PowerShell',
      reason: 'the directory only, and retired; the usual client of ROADtools and AADInternals',
    },
  ],
  [
    '29d9ed98-a469-4536-ade2-f981bc1d605e',
    { name: 'Microsoft Authentication Broker', reason: 'registers devices; what device code phishing asks for' },
  ],
  [
    '9ba1a5c7-f17a-4de9-a1f1-6178c8d51223',
    { name: 'Microsoft Intune Company Portal', reason: 'enrols devices, so that device policies let it pass' },
  ],
  ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', { name: 'Microsoft Teams', reason: 'chat and meetings' }],
  ['27922004-5251-4030-b22d-91ecd9a37ea4', { name: 'Outlook Mobile', reason: 'mail' }],
  ['ab9b8c07-8f02-4f72-87fa-80105867a763', { name: 'OneDrive SyncEngine', reason: 'file synchronisation' }],
  ['4813382a-8fa7-425e-ab75-3b753aab3abb', { name: 'Microsoft Authenticator App', reason: 'sign-in approvals' }],
])

export const unexpectedClient = defineRule({
  id: 'runwarden.azure.unexpected-client',
  title: 'Unexpected Client',
  severity: 'high',
  attack: [CLOUD_ADMINISTRATION_COMMAND, CLOUD_ACCOUNTS],
  detects:
    'something is run with a token that was issued to an office, mail, chat or device client, which never runs ' +
    'commands',
  misses: [
    'tools that sign in as Azure CLI, Azure PowerShell or the portal',
    'service principals and managed identities',
    'records without claims: the later stages of an operation',
  ],
  falsePositives: ['none is known: these clients have no screen from which a command could be run'],
  triage: [
    'ask the person whether they ran it: a stolen refresh token needs no sign-in',
    'revoke the sessions of the account, and look for the sign-in by which the client got its token',
    'look for device codes and new devices of the account in the days before',
  ],
  references: [
    'https://github.com/secureworks/family-of-client-ids-research',
    'https://aadinternals.com/aadinternals/',
    'https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in',
  ],
  tunedBy: ['suppressions'],

  evaluate: (activity) => {
    const client =
      activity.cloud === 'azure' && isIn(activity, RUNNING_FAMILIES)
        ? CLIENTS.get(activity.clientId?.toLowerCase() ?? '')
        : undefined
    if (client === undefined) return null
    return {
      severity: 'high',
      summary: `${activity.actor.display} used a token of ${client.name}, which never runs commands`,
      evidence: [
        evidence('Client', `${client.name}, ${activity.clientId ?? ''}`),
        evidence('What it is for', client.reason),
      ],
    }
  },
})
