#!/usr/bin/env bash
# Prints the version that comes after the last tag vX.Y.Z, by what the commits since then say (https://semver.org):
# a body with "BREAKING CHANGE:" makes it a major one; commits that only fix, document, test or build make it a patch; everything else is
# something that the system can do now and could not before: minor. Before 1.0.0 what breaks makes a minor one. No commits: no output.
set -euo pipefail
last=$(git describe --tags --abbrev=0 --match 'v[0-9]*.[0-9]*.[0-9]*' 2>/dev/null || true)
range=${last:+$last..}HEAD
[ -n "$(git rev-list --max-count=1 "$range")" ] || exit 0

IFS=. read -r major minor patch <<< "${last:-v0.0.0}"
major=${major#v}
breaking=$(git log --format=%B "$range" | grep -c '^BREAKING CHANGE:' || true)
more=$(git log --format=%s "$range" | grep -vciE '^(fix(es|ed)?|docs?|tests?|build|ci|chore)\b' || true)

if [ "$breaking" -gt 0 ] && [ "$major" -gt 0 ]; then
    echo "$((major + 1)).0.0"
elif [ "$breaking" -gt 0 ] || [ "$more" -gt 0 ]; then
    echo "$major.$((minor + 1)).0"
else
    echo "$major.$minor.$((patch + 1))"
fi
