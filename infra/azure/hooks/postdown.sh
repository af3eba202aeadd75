#!/bin/sh
# Removes what `azd down` leaves, because it lies outside the resource group: the export of the Activity Log, the role that reads
# command text, and the Entra application that the pre-provision hook created. What is gone already is no failure.
set -eu

name="runwarden-${AZURE_ENV_NAME:?run this hook through azd}"
scope="/subscriptions/${AZURE_SUBSCRIPTION_ID:?run this hook through azd}"
role="Runwarden command reader ($AZURE_ENV_NAME)"
left=0

remove() {
  what=$1
  shift
  if "$@" --output none; then
    echo "removed $what"
  else
    echo "postdown: $what was not removed; remove it by hand: $*" >&2
    left=1
  fi
}

if [ -n "$(az monitor diagnostic-settings subscription list --subscription "$AZURE_SUBSCRIPTION_ID" --query "value[?name=='$name'].id" --output tsv)" ]; then
  remove "the export $name" az monitor diagnostic-settings subscription delete --name "$name" --subscription "$AZURE_SUBSCRIPTION_ID" --yes
fi

if [ -n "$(az role definition list --name "$role" --scope "$scope" --query '[].id' --output tsv)" ]; then
  # a role in use cannot be removed
  remove "the assignments of $role" az role assignment delete --role "$role" --scope "$scope"
  remove "the role $role" az role definition delete --name "$role" --scope "$scope"
fi

if [ "${RUNWARDEN_ENTRA_APPLICATION:-}" != none ]; then
  app_id=$(az ad app list --display-name "$name" --query "[?displayName=='$name'] | [0].appId" --output tsv)
  if [ -n "$app_id" ]; then
    remove "the Entra application $name" az ad app delete --id "$app_id"
    azd env set RUNWARDEN_AWS_AUDIENCE ''
  fi
fi

exit "$left"
