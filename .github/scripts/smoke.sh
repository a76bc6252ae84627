#!/usr/bin/env bash
# Looks at a site as a stranger would: pages, API, keys. Tries for a while, since load balancers take their time.
# usage: smoke.sh SITE
set -euo pipefail
site=${1:?the address of the site}
site=${site%/}
tries=${SMOKE_TRIES:-30}
pause=${SMOKE_PAUSE:-5}
# What the last answer held; the functions below use it one after the other.
body=$(mktemp)
trap 'rm -f "$body"' EXIT

# answers PATH STATUS TEXT: the status, and a text that must be in the body.
answers() {
    local status
    status=$(curl --silent --show-error --max-time 10 --output "$body" --write-out '%{http_code}' "$site$1") || return 1
    if [ "$status" != "$2" ]; then
        echo "$1 answered $status and not $2" >&2
        return 1
    fi
    if ! grep --quiet --fixed-strings -- "$3" "$body"; then
        echo "$1 does not hold $3" >&2
        return 1
    fi
}

works() {
    answers / 200 BidForge \
        && answers /login 200 password \
        && answers /api/v1/trades 200 '"data"' \
        && answers /.well-known/jwks.json 200 '"keys"' \
        && answers /openapi/v1.json 200 /api/v1/packages \
        && answers /api/v1/bids 401 '"code"'
}

for ((try = 1; try <= tries; try++)); do
    if works; then
        echo "$site works."
        exit 0
    fi
    [ "$try" -eq "$tries" ] || sleep "$pause"
done
echo "$site does not work after $tries tries." >&2
exit 1
