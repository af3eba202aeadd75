/** Columns that every table of Application Insights has. */
const OF_APPLICATIONS = {
  string:
    'AppRoleInstance AppRoleName AppVersion ClientBrowser ClientCity ClientCountryOrRegion ClientIP ClientModel ' +
    'ClientOS ClientStateOrProvince ClientType IKey _IsBillable OperationId OperationName ParentId ResourceGUID ' +
    '_ResourceId SDKVersion SessionId SourceSystem _SubscriptionId SyntheticSource TenantId Type UserAccountId ' +
    'UserAuthenticatedId UserId',
  real: '_BilledSize',
  int: 'ItemCount',
  dynamic: 'Measurements Properties',
  datetime: 'TimeGenerated',
}

type Columns = Readonly<Record<string, string>>

const columns = (...parts: readonly Columns[]): string =>
  parts
    .flatMap((part) => Object.entries(part))
    .flatMap(([type, names]) => names.split(' ').map((name) => `${name}:${type}`))
    .join(',')

/**
 * The tables that our queries ask, with the columns that Microsoft lists for each and no other, as `Name:type,...`:
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/apptraces and so on, by the names in lower case,
 * in the state of July 2026 (AppRequests: of July 2024).
 */
export const TABLES: Readonly<Record<string, string>> = {
  AppTraces: columns(OF_APPLICATIONS, { string: 'Message ReferencedItemId ReferencedType', int: 'SeverityLevel' }),
  AppRequests: columns(OF_APPLICATIONS, {
    string: 'Id Name ReferencedItemId ReferencedType ResultCode Source Url',
    real: 'DurationMs',
    bool: 'Success',
  }),
  AppExceptions: columns(OF_APPLICATIONS, {
    string:
      'Assembly ExceptionType HandledAt InnermostAssembly InnermostMessage InnermostMethod InnermostType Message ' +
      'Method OuterAssembly OuterMessage OuterMethod OuterType ProblemId',
    int: 'SeverityLevel',
    dynamic: 'Details',
  }),
  StorageBlobLogs: columns({
    string:
      'AccessTier AccountName AuthenticationHash AuthenticationType CallerIpAddress Category ClientRequestId ' +
      'ConditionsUsed CorrelationId DestinationUri Etag _IsBillable Location MetricResponseType ObjectKey ' +
      'OperationName OperationVersion Protocol ReferrerHeader RehydratePriority RequesterAppId RequesterAudience ' +
      'RequesterObjectId RequesterTenantId RequesterTokenIssuer RequesterUpn RequestMd5 _ResourceId ResponseMd5 ' +
      'SasExpiryStatus SchemaVersion ServiceType SourceAccessTier SourceSystem SourceUri StatusCode StatusText ' +
      '_SubscriptionId TenantId TlsVersion Type Uri UserAgentHeader',
    real: '_BilledSize DurationMs ServerLatencyMs',
    long: 'ContentLengthHeader RequestBodySize RequestHeaderSize ResponseBodySize ResponseHeaderSize',
    int: 'OperationCount',
    dynamic: 'AuthorizationDetails',
    datetime: 'LastModifiedTime TimeGenerated',
  }),
}
