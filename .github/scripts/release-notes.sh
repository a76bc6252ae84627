#!/usr/bin/env bash
# Prints the notes of a release as Markdown: what breaks, what is new, what was fixed, and the rest, from the commits since the last tag.
set -euo pipefail
last=$(git describe --tags --abbrev=0 --match 'v[0-9]*.[0-9]*.[0-9]*' 2>/dev/null || true)
range=${last:+$last..}HEAD
rest='^(docs?|tests?|build|ci|chore)\b'

# section TITLE: puts a title over the lines it is given, when there are any.
section() {
    local lines
    lines=$(cat)
    [ -z "$lines" ] || printf '## %s\n\n%s\n\n' "$1" "$lines"
}

git log --reverse --format=%B "$range" | sed -n 's/^BREAKING CHANGE: */- /p' | section "What you must change"
git log --reverse --format='%s (%h)' "$range" | grep -viE "^fix(es|ed)?\b|$rest" | sed 's/^/- /' | section "New" || true
git log --reverse --format='%s (%h)' "$range" | grep -iE '^fix(es|ed)?\b' | sed 's/^/- /' | section "Fixed" || true
git log --reverse --format='%s (%h)' "$range" | grep -iE "$rest" | sed 's/^/- /' | section "Behind the scenes" || true
