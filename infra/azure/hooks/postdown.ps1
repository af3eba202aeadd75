# Removes what `azd down` leaves, because it lies outside the resource group: the export of the Activity Log, the role that reads
# command text, and the Entra application that the pre-provision hook created. What is gone already is no failure.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not $env:AZURE_ENV_NAME -or -not $env:AZURE_SUBSCRIPTION_ID) {
  [Console]::Error.WriteLine('postdown: AZURE_ENV_NAME or AZURE_SUBSCRIPTION_ID is not set; run this hook through azd')
  exit 1
}

$name = "runwarden-$($env:AZURE_ENV_NAME)"
$scope = "/subscriptions/$($env:AZURE_SUBSCRIPTION_ID)"
$role = "Runwarden command reader ($($env:AZURE_ENV_NAME))"
$script:left = 0

function Test-Removed([string] $What) {
  if ($LASTEXITCODE -eq 0) {
    Write-Output "removed $What"
  } else {
    [Console]::Error.WriteLine("postdown: $What was not removed; remove it by hand")
    $script:left = 1
  }
}

if (az monitor diagnostic-settings subscription list --subscription $env:AZURE_SUBSCRIPTION_ID --query "value[?name=='$name'].id" --output tsv) {
  az monitor diagnostic-settings subscription delete --name $name --subscription $env:AZURE_SUBSCRIPTION_ID --yes --output none
  Test-Removed "the export $name"
}

if (az role definition list --name $role --scope $scope --query '[].id' --output tsv) {
  # a role in use cannot be removed
  az role assignment delete --role $role --scope $scope --output none
  Test-Removed "the assignments of $role"
  az role definition delete --name $role --scope $scope --output none
  Test-Removed "the role $role"
}

if ($env:RUNWARDEN_ENTRA_APPLICATION -ne 'none') {
  $appId = az ad app list --display-name $name --query "[?displayName=='$name'] | [0].appId" --output tsv
  if ($appId) {
    az ad app delete --id $appId --output none
    Test-Removed "the Entra application $name"
    azd env set RUNWARDEN_AWS_AUDIENCE ''
  }
}

exit $script:left
