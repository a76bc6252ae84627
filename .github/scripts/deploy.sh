#!/usr/bin/env bash
# Rolls an environment out: databases first, then everything else, then a look at whether it works. When it does not, what was changed goes
# back to the revision it had, and the exit code is 1.
# usage: deploy.sh ENVIRONMENT DIGESTS SITE
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
environment=${1:?which environment}
digests=${2:?where the digests are}
site=${3:?the address to try afterwards}
case $environment in
    production) namespace=${NAMESPACE:-bidforge} ;;
    *) namespace=${NAMESPACE:-bidforge-$environment} ;;
esac
patience=${ROLLOUT_TIMEOUT:-10m}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

in_namespace() { kubectl --namespace "$namespace" "$@"; }

# Every deployment with the revision it is at: a line "name revision" each.
revisions() {
    in_namespace get deployments --output 'jsonpath={range .items[*]}{.metadata.name}{" "}{.metadata.annotations.deployment\.kubernetes\.io/revision}{"\n"}{end}'
}

# Splits what is to be applied: Jobs run to their end before a Deployment changes; all the rest is there before both.
split() {
    awk -v folder="$work" '
        function flush() { if (kind != "") printf "---\n%s", text > (folder "/" (kind == "Job" ? "jobs" : kind == "Deployment" ? "deployments" : "rest") ".yaml"); text = ""; kind = "" }
        /^---$/ { flush(); next }
        /^kind: / { kind = $2 }
        { text = text $0 "\n" }
        END { flush() }'
}

migrate() {
    [ -f "$work/jobs.yaml" ] || return 0
    # A Job cannot be changed, only made anew.
    in_namespace delete --filename "$work/jobs.yaml" --ignore-not-found --wait
    in_namespace apply --filename "$work/jobs.yaml"
    in_namespace wait --for=condition=complete --timeout="$patience" --filename "$work/jobs.yaml"
}

roll_out() {
    in_namespace apply --filename "$work/deployments.yaml" || return 1
    local name
    for name in $(revisions | cut -d' ' -f1); do
        in_namespace rollout status "deployment/$name" --timeout="$patience" || return 1
    done
}

roll_back() {
    local name now before
    revisions > "$work/after"
    while read -r name now; do
        before=$(awk -v name="$name" '$1 == name { print $2 }' "$work/before")
        # What is new has nothing to go back to, and what did not change must not go back further.
        if [ -z "$before" ] || [ "$before" = "$now" ]; then continue; fi
        echo "Back: $name from revision $now to $before"
        in_namespace rollout undo "deployment/$name" --to-revision="$before"
    done < "$work/after"
    while read -r name now; do
        in_namespace rollout status "deployment/$name" --timeout="$patience"
    done < "$work/before"
}

"$here/render.sh" "$environment" "$digests" > "$work/all.yaml"
split < "$work/all.yaml"
revisions > "$work/before"

[ ! -f "$work/rest.yaml" ] || in_namespace apply --filename "$work/rest.yaml"
if ! migrate; then
    echo "The databases were not brought up. Nothing that serves was changed." >&2
    exit 1
fi

if roll_out && "$here/smoke.sh" "$site"; then
    echo "$environment runs the new version."
    exit 0
fi

echo "The new version does not work: going back." >&2
roll_back
"$here/smoke.sh" "$site" || echo "It does not work after going back either." >&2
exit 1
