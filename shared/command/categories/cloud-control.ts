import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong, weak } from './category'
import { isActing } from './purpose'

/** Calls with which a machine's own identity gains rights or reaches other machines. */
const STRONG: readonly (readonly [RegExp, string])[] = [
  [/^aws\s.{0,256}?\biam\s{1,4}(?:create-(?:user|access-key|login-profile|role|policy-version|service-specific-credential|saml-provider|open-id-connect-provider)|attach-(?:user|role|group)-policy|put-(?:user|role|group)-policy|update-(?:login-profile|assume-role-policy|access-key)|add-user-to-group|set-default-policy-version|deactivate-mfa-device)\b/, 'changes who may do what in the AWS account'],
  [/^aws\s.{0,256}?\bsts\s{1,4}get-federation-token\b/, 'makes credentials that outlive the ones it has'],
  [/^aws\s.{0,256}?\bssm\s{1,4}(?:send-command|start-session|start-automation-execution|create-association|create-activation|modify-document-permission)\b/, 'sends commands to other machines'],
  [/^aws\s.{0,256}?\b(?:ec2-instance-connect\s{1,4}send-\S{0,32}ssh-public-key|ecs\s{1,4}execute-command)\b/, 'opens a way into other machines'],
  [/^az\s.{0,256}?\b(?:(?:vm|vmss|connectedmachine)\s{1,4}run-command\s{1,4}(?:invoke|create|update)|aks\s{1,4}command\s{1,4}invoke|(?:vm|vmss|connectedmachine)\s{1,4}extension\s{1,4}(?:set|create))\b/, 'sends commands to other machines'],
  [/^az\s.{0,256}?\b(?:role\s{1,4}assignment\s{1,4}create|ad\s{1,4}(?:sp\s{1,4}(?:create|credential)|user\s{1,4}create|app\s{1,4}(?:create|credential|owner)|group\s{1,4}member\s{1,4}add)|vm\s{1,4}user\s{1,4}(?:update|reset))/, 'changes who may do what in the Azure tenant'],
  [/^(?:invoke-az(?:urerm)?(?:vm|vmss|vmssvm|aks)runcommand|set-az(?:urerm)?(?:vm|vmss|vmssvm|connectedmachine)runcommand|new-azconnectedmachineruncommand|send-ssmcommand|start-ssmautomationexecution|start-ssmsession|set-az(?:urerm)?vm(?:customscript)?extension|set-az(?:urerm)?vmaccessextension|invoke-azvmruncommand|add-azvmssextension)\b/, 'sends commands to other machines'],
  [/^(?:new-az(?:urerm)?roleassignment|new-az(?:urerm)?ad(?:serviceprincipal|application|appcredential|spcredential|user)|new-iamuser|new-iamaccesskey|register-iam(?:user|role|group)policy|write-iam(?:user|role|group)policy|add-azuread\S{1,32}|new-azuread(?:user|application\S{0,32})|new-mg(?:user|serviceprincipal|application)|add-mg(?:application|serviceprincipal)password)\b/, 'changes who may do what in the cloud'],
]

/** Ordinary in pipelines, telling beside other things. */
const WEAK: readonly (readonly [RegExp, string])[] = [
  [/^aws\s.{0,256}?\bsts\s{1,4}(?:get-session-token|assume-role\S{0,24})\b/, 'asks AWS for other credentials'],
  [/^aws\s.{0,256}?\biam\s{1,4}(?:list-|get-account-authorization)/, 'lists users or roles of the AWS account'],
  [/^az\s.{0,256}?\baccount\s{1,4}get-access-token\b/, 'asks Azure for an access token'],
  [/^get-az(?:urerm)?accesstoken\b|^add-azurermaccount\b|^add-azureaccount\b/, 'logs in to Azure as the machine or the account'],
]

const judge = (command: Command): Evidence | null => {
  if (!isActing(command)) return null
  const line = command.line.replace(/^\S{0,128}[\\/]/, '')
  const found = STRONG.find(([pattern]) => pattern.test(line))
  if (found !== undefined) return strong(command, found[1])
  const minor = WEAK.find(([pattern]) => pattern.test(line))
  return minor === undefined ? null : weak(command, minor[1])
}

export const cloudControl: Category = { id: 'cloud-control', title: 'Cloud control from the machine', find: (script) => eachCommand(script, judge) }
