// Written by `npm run generate` from shared/config/settings.ts; change the table, not this file.

@description('Tuning; what is left out keeps its default.')
@export()
@sealed()
type settingsType = {
  @description('Set of defaults: quiet for few mails, strict for small or critical estates.')
  preset: ('balanced' | 'quiet' | 'strict')?

  @description('Alerts below this severity are kept and counted, not sent.')
  minSeverity: ('informational' | 'low' | 'medium' | 'high' | 'critical')?

  @description('Days after which something not seen again counts as new.')
  @minValue(1)
  @maxValue(90)
  historyDays: int?

  @description('Days after the start during which first-seen findings are informational; 0 switches learning off.')
  @minValue(0)
  @maxValue(90)
  learningDays: int?

  @description('Length of the window for mass execution and for sequences.')
  @minValue(1)
  @maxValue(1440)
  windowMinutes: int?

  @description('More than this many distinct machines by one caller inside the window is mass execution.')
  @minValue(1)
  @maxValue(500)
  massTargets: int?

  @description('Longest time from an Azure run command to the process it started.')
  @minValue(1)
  @maxValue(3600)
  correlationSeconds: int?

  @description('Repeats of one alert key inside this tumbling window are counted, not sent, unless they escalate.')
  @minValue(1)
  @maxValue(10080)
  realertMinutes: int?

  @description('Azure: judge an operation when it starts, or wait for its end (at most 115 minutes).')
  alertOn: ('start' | 'success')?

  @description('How long a guest process waits for the control-plane record that explains it.')
  @minValue(1)
  @maxValue(240)
  endpointGraceMinutes: int?

  @description('Beyond this many alerts in an hour, those below high go into one digest.')
  @minValue(1)
  @maxValue(1000)
  maxAlertsPerHour: int?

  @description('Machines whose alerts are sent even below the minimum severity.')
  criticalTargets: string[]?

  @description('When given, anyone else who runs commands is reported; matches key, ARN, UPN or object id.')
  knownAdmins: string[]?

  @description('AWS accounts, beside the one acted on, whose identities and documents are ours.')
  trustedAccounts: string[]?

  @description('Azure tenants whose identities are ours, beside the tenant of the resource.')
  homeTenants: string[]?

  @description('Our own networks: never reported as anonymising or hosting networks.')
  knownNetworks: string[]?

  @description('Silences with a reason and an expiry; all given fields must match; evaluated and counted all the same.')
  #disable-next-line use-user-defined-types
  suppressions: object[]?

  @description('Named times of announced changes that suppressions may refer to.')
  #disable-next-line use-user-defined-types
  changeWindows: object[]?

  @description('Thresholds for a part of the estate; the first matching entry wins.')
  #disable-next-line use-user-defined-types
  overrides: object[]?

  @description('Rules that are not evaluated; detector-tampering cannot be disabled.')
  disabledRules: string[]?

  @description('Names shown beside account and subscription ids.')
  accountNames: { *: string }?

  @description('Your own runbook, linked in every alert.')
  runbookUrl: string?

  @description('Optional SNS topic that receives each alert as JSON.')
  jsonTopicArn: string?

  @description('Optional SNS topic for Amazon Q Developer in chat applications.')
  chatTopicArn: string?

  @description('SNS topic for traces of Azure activities, which the AWS half correlates.')
  digestTopicArn: string?

  @description('Identities that upgrade Runwarden: their changes are one notice instead of alerts.')
  deployers: string[]?
}

@description('The app setting that each property of settingsType becomes.')
@export()
var settingNames = {
  preset: 'RUNWARDEN_PRESET'
  minSeverity: 'RUNWARDEN_MIN_SEVERITY'
  historyDays: 'RUNWARDEN_HISTORY_DAYS'
  learningDays: 'RUNWARDEN_LEARNING_DAYS'
  windowMinutes: 'RUNWARDEN_WINDOW_MINUTES'
  massTargets: 'RUNWARDEN_MASS_TARGETS'
  correlationSeconds: 'RUNWARDEN_CORRELATION_SECONDS'
  realertMinutes: 'RUNWARDEN_REALERT_MINUTES'
  alertOn: 'RUNWARDEN_ALERT_ON'
  endpointGraceMinutes: 'RUNWARDEN_ENDPOINT_GRACE_MINUTES'
  maxAlertsPerHour: 'RUNWARDEN_MAX_ALERTS_PER_HOUR'
  criticalTargets: 'RUNWARDEN_CRITICAL_TARGETS'
  knownAdmins: 'RUNWARDEN_KNOWN_ADMINS'
  trustedAccounts: 'RUNWARDEN_TRUSTED_ACCOUNTS'
  homeTenants: 'RUNWARDEN_HOME_TENANTS'
  knownNetworks: 'RUNWARDEN_KNOWN_NETWORKS'
  suppressions: 'RUNWARDEN_SUPPRESSIONS'
  changeWindows: 'RUNWARDEN_CHANGE_WINDOWS'
  overrides: 'RUNWARDEN_OVERRIDES'
  disabledRules: 'RUNWARDEN_DISABLED_RULES'
  accountNames: 'RUNWARDEN_ACCOUNT_NAMES'
  runbookUrl: 'RUNWARDEN_RUNBOOK_URL'
  jsonTopicArn: 'RUNWARDEN_JSON_TOPIC_ARN'
  chatTopicArn: 'RUNWARDEN_CHAT_TOPIC_ARN'
  digestTopicArn: 'RUNWARDEN_DIGEST_TOPIC_ARN'
  deployers: 'RUNWARDEN_DEPLOYERS'
}
