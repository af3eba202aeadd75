# Finds or creates the Entra application whose id URI is the audience of the token that the function app shows to AWS.
# It has no secret and no permissions: AWS trusts its audience together with the object id of the app's identity.
#
# Needs the right microsoft.directory/applications/create, which every member has unless the directory withdrew it;
# then the role Application Developer grants it. Runs once: RUNWARDEN_AWS_AUDIENCE is kept in the azd environment.
# Without AWS set RUNWARDEN_ENTRA_APPLICATION=none and nothing is created.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Stop-Hook([string] $Reason) {
  [Console]::Error.WriteLine("preprovision: $Reason")
  exit 1
}

if ($env:RUNWARDEN_ENTRA_APPLICATION -eq 'none' -or $env:RUNWARDEN_AWS_AUDIENCE) {
  exit 0
}

if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
  Stop-Hook 'the Azure CLI is not installed, expected "az" on the path; install it, or run: azd env set RUNWARDEN_AWS_AUDIENCE api://<application id>'
}
if (-not $env:AZURE_ENV_NAME) {
  Stop-Hook 'AZURE_ENV_NAME is not set; run this hook through azd'
}

$name = "runwarden-$($env:AZURE_ENV_NAME)"

$appId = az ad app list --display-name $name --query "[?displayName=='$name'] | [0].appId" --output tsv
if ($LASTEXITCODE -ne 0) {
  Stop-Hook 'the directory cannot be read; sign in with: az login'
}

if (-not $appId) {
  $appId = az ad app create --display-name $name --sign-in-audience AzureADMyOrg --query appId --output tsv
  if ($LASTEXITCODE -ne 0) {
    Stop-Hook "application `"$name`" was not created, expected the right microsoft.directory/applications/create; ask for the role Application Developer, or have somebody create the application and run: azd env set RUNWARDEN_AWS_AUDIENCE api://<application id>"
  }
  Write-Output "created the Entra application $name ($appId)"
}
else {
  Write-Output "found the Entra application $name ($appId)"
}

$audience = "api://$appId"
az ad app update --id $appId --identifier-uris $audience
if ($LASTEXITCODE -ne 0) {
  Stop-Hook "application $appId did not take the id URI $audience; only its owners may change it"
}
# tokens are issued to service principals only
if (-not (az ad sp list --filter "appId eq '$appId'" --query '[0].id' --output tsv)) {
  az ad sp create --id $appId --output none
  if ($LASTEXITCODE -ne 0) {
    Stop-Hook "application $appId got no service principal; ask for the role Application Developer"
  }
}

azd env set RUNWARDEN_AWS_AUDIENCE $audience
exit $LASTEXITCODE
