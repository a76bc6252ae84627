#!/usr/bin/env bash
# Tells people that a deployment failed: an issue for each environment and version, and a message to NOTIFY_URL where one is set.
# usage: notify.sh ENVIRONMENT VERSION RUN-ADDRESS
set -euo pipefail
environment=${1:?which environment}
version=${2:?which version}
run=${3:?the address of the run}
title="$version was not deployed to $environment"
text="The smoke test or the roll-out of $version on $environment failed, and what was changed went back to the revision before. What happened: $run"

gh issue create --title "$title" --body "$text"
if [ -n "${NOTIFY_URL:-}" ]; then
    jq --null-input --arg text "$title. $text" '{text: $text}' | curl --silent --show-error --fail --max-time 20 --header 'Content-Type: application/json' --data @- "$NOTIFY_URL"
fi
