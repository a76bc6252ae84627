# The password goes into a file in memory: a command line can be read by others.
set -eu
umask 077
password="$(cat /etc/redis-password/password)"
{
    cat /etc/redis/redis.conf
    printf 'requirepass %s\nmasterauth %s\n' "$password" "$password"
    [ "$POD_NAME" = redis-0 ] || echo 'replicaof redis-0.redis 6379'
} > /run/redis/redis.conf
exec redis-server /run/redis/redis.conf
