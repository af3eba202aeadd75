import { ANY, ARRAY, BOOL, INT, OBJECT, STRING, arrayOf, objectOf, type Type } from './type'

/** A built-in function: how many arguments it takes and what it returns. */
export interface BuiltIn {
  readonly min: number
  readonly max: number
  readonly returns: Type
}

const MANY = Number.POSITIVE_INFINITY
const fn = (min: number, max: number, returns: Type): BuiltIn => ({ min, max, returns })

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions, namespace `sys`. */
const SYSTEM: Readonly<Record<string, BuiltIn>> = {
  any: fn(1, 1, ANY),
  array: fn(1, 1, ARRAY),
  base64: fn(1, 1, STRING),
  base64ToJson: fn(1, 1, ANY),
  base64ToString: fn(1, 1, STRING),
  bool: fn(1, 1, BOOL),
  buildUri: fn(1, 1, STRING),
  cidrHost: fn(2, 2, STRING),
  cidrSubnet: fn(3, 3, STRING),
  coalesce: fn(1, MANY, ANY),
  concat: fn(1, MANY, ANY),
  contains: fn(2, 2, BOOL),
  dataUri: fn(1, 1, STRING),
  dataUriToString: fn(1, 1, STRING),
  dateTimeAdd: fn(2, 3, STRING),
  dateTimeFromEpoch: fn(1, 1, STRING),
  dateTimeToEpoch: fn(1, 1, INT),
  empty: fn(1, 1, BOOL),
  endsWith: fn(2, 2, BOOL),
  fail: fn(1, 1, ANY),
  filter: fn(2, 2, ARRAY),
  first: fn(1, 1, ANY),
  flatten: fn(1, 1, ARRAY),
  format: fn(1, MANY, STRING),
  groupBy: fn(2, 2, OBJECT),
  guid: fn(1, MANY, STRING),
  indexOf: fn(2, 2, INT),
  int: fn(1, 1, INT),
  intersection: fn(2, MANY, ANY),
  items: fn(1, 1, ARRAY),
  join: fn(2, 2, STRING),
  json: fn(1, 1, ANY),
  last: fn(1, 1, ANY),
  lastIndexOf: fn(2, 2, INT),
  length: fn(1, 1, INT),
  loadDirectoryFileInfo: fn(1, 2, ARRAY),
  loadFileAsBase64: fn(1, 1, STRING),
  loadJsonContent: fn(1, 3, ANY),
  loadTextContent: fn(1, 2, STRING),
  loadYamlContent: fn(1, 3, ANY),
  map: fn(2, 2, ARRAY),
  mapValues: fn(2, 2, OBJECT),
  max: fn(1, MANY, INT),
  min: fn(1, MANY, INT),
  nameof: fn(1, 1, STRING),
  newGuid: fn(0, 0, STRING),
  objectKeys: fn(1, 1, arrayOf(STRING)),
  padLeft: fn(2, 3, STRING),
  parseCidr: fn(1, 1, OBJECT),
  parseUri: fn(1, 1, OBJECT),
  range: fn(2, 2, arrayOf(INT)),
  reduce: fn(3, 3, ANY),
  replace: fn(3, 3, STRING),
  shallowMerge: fn(1, 1, OBJECT),
  skip: fn(2, 2, ANY),
  sort: fn(2, 2, ARRAY),
  split: fn(2, 2, arrayOf(STRING)),
  startsWith: fn(2, 2, BOOL),
  string: fn(1, 1, STRING),
  substring: fn(2, 3, STRING),
  take: fn(2, 2, ANY),
  toLower: fn(1, 1, STRING),
  toObject: fn(2, 3, OBJECT),
  toUpper: fn(1, 1, STRING),
  trim: fn(1, 1, STRING),
  union: fn(2, MANY, ANY),
  uniqueString: fn(1, MANY, STRING),
  uri: fn(2, 2, STRING),
  uriComponent: fn(1, 1, STRING),
  uriComponentToString: fn(1, 1, STRING),
  utcNow: fn(0, 1, STRING),
}

const SUBSCRIPTION = objectOf('subscription', {
  id: STRING,
  subscriptionId: STRING,
  tenantId: STRING,
  displayName: STRING,
})
const ENVIRONMENT = objectOf('environment', {
  activeDirectoryDataLake: STRING,
  authentication: objectOf('authentication', {
    audiences: arrayOf(STRING),
    identityProvider: STRING,
    loginEndpoint: STRING,
    tenant: STRING,
  }),
  batch: STRING,
  gallery: STRING,
  graph: STRING,
  graphAudience: STRING,
  media: STRING,
  name: STRING,
  portal: STRING,
  resourceManager: STRING,
  sqlManagement: STRING,
  suffixes: objectOf('suffixes', {
    acrLoginServer: STRING,
    azureDatalakeAnalyticsCatalogAndJob: STRING,
    azureDatalakeStoreFileSystem: STRING,
    azureFrontDoorEndpointSuffix: STRING,
    keyvaultDns: STRING,
    sqlServerHostname: STRING,
    storage: STRING,
  }),
  vmImageAliasDoc: STRING,
})
const RESOURCE_GROUP = objectOf('resourceGroup', {
  id: STRING,
  name: STRING,
  type: STRING,
  location: STRING,
  managedBy: STRING,
  tags: OBJECT,
  properties: OBJECT,
})

/** The same page, namespace `az`. */
const AZURE: Readonly<Record<string, BuiltIn>> = {
  deployer: fn(0, 0, objectOf('deployer', { tenantId: STRING, objectId: STRING, userPrincipalName: STRING })),
  deployment: fn(0, 0, objectOf('deployment', { name: STRING, location: STRING, properties: OBJECT })),
  environment: fn(0, 0, ENVIRONMENT),
  extensionResourceId: fn(3, MANY, STRING),
  getSecret: fn(4, 5, STRING),
  managementGroup: fn(
    0,
    1,
    objectOf('managementGroup', { id: STRING, name: STRING, type: STRING, properties: OBJECT }),
  ),
  managementGroupResourceId: fn(2, MANY, STRING),
  pickZones: fn(3, 5, arrayOf(STRING)),
  providers: fn(1, 2, OBJECT),
  reference: fn(1, 3, OBJECT),
  resourceGroup: fn(0, 2, RESOURCE_GROUP),
  resourceId: fn(2, MANY, STRING),
  subscription: fn(0, 1, SUBSCRIPTION),
  subscriptionResourceId: fn(2, MANY, STRING),
  tenant: fn(0, 0, objectOf('tenant', { tenantId: STRING, country: STRING, countryCode: STRING, displayName: STRING })),
  tenantResourceId: fn(2, MANY, STRING),
}

/** Only parameter files have these. */
const PARAMETERS_FILE: Readonly<Record<string, BuiltIn>> = {
  externalInput: fn(1, 2, ANY),
  readCliArgument: fn(1, 1, STRING),
  readEnvironmentVariable: fn(1, 2, STRING),
}

const LIST_FUNCTION = fn(1, 3, ANY)

export const NAMESPACES: readonly string[] = ['sys', 'az']

/** A built-in function by name, perhaps of one namespace; any name that begins with `list` is one. */
export function findFunction(
  name: string,
  namespace: string | undefined,
  inParametersFile: boolean,
): BuiltIn | undefined {
  const system = namespace === 'az' ? undefined : own(SYSTEM, name)
  const azure =
    namespace === 'sys' ? undefined : (own(AZURE, name) ?? (/^list[A-Z]/.test(name) ? LIST_FUNCTION : undefined))
  return system ?? azure ?? (inParametersFile ? own(PARAMETERS_FILE, name) : undefined)
}

function own(table: Readonly<Record<string, BuiltIn>>, name: string): BuiltIn | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
