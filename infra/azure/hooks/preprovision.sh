#!/bin/sh
# Finds or creates the Entra application whose id URI is the audience of the token that the function app shows to AWS.
# It has no secret and no permissions: AWS trusts its audience together with the object id of the app's identity.
#
# Needs the right microsoft.directory/applications/create, which every member has unless the directory withdrew it;
# then the role Application Developer grants it. Runs once: RUNWARDEN_AWS_AUDIENCE is kept in the azd environment.
# Without AWS set RUNWARDEN_ENTRA_APPLICATION=none and nothing is created.
set -eu

fail() {
  echo "preprovision: $1" >&2
  exit 1
}

if [ "${RUNWARDEN_ENTRA_APPLICATION:-}" = none ] || [ -n "${RUNWARDEN_AWS_AUDIENCE:-}" ]; then
  exit 0
fi

command -v az >/dev/null || fail 'the Azure CLI is not installed, expected "az" on the path; install it, or run: azd env set RUNWARDEN_AWS_AUDIENCE api://<application id>'

name="runwarden-${AZURE_ENV_NAME:?run this hook through azd}"

if ! app_id=$(az ad app list --display-name "$name" --query "[?displayName=='$name'] | [0].appId" --output tsv); then
  fail 'the directory cannot be read; sign in with: az login'
fi

if [ -z "$app_id" ]; then
  if ! app_id=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query appId --output tsv); then
    fail "application \"$name\" was not created, expected the right microsoft.directory/applications/create; ask for the role Application Developer, or have somebody create the application and run: azd env set RUNWARDEN_AWS_AUDIENCE api://<application id>"
  fi
  echo "created the Entra application $name ($app_id)"
else
  echo "found the Entra application $name ($app_id)"
fi

audience="api://$app_id"
az ad app update --id "$app_id" --identifier-uris "$audience" || fail "application $app_id did not take the id URI $audience; only its owners may change it"
# tokens are issued to service principals only
if [ -z "$(az ad sp list --filter "appId eq '$app_id'" --query '[0].id' --output tsv)" ]; then
  az ad sp create --id "$app_id" --output none || fail "application $app_id got no service principal; ask for the role Application Developer"
fi

azd env set RUNWARDEN_AWS_AUDIENCE "$audience"
