set -eu
REDISCLI_AUTH="$(cat /etc/redis-password/password)"
export REDISCLI_AUTH
[ "$(redis-cli ping)" = PONG ]
