using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Rules;

/// <summary>PostgreSQL, RabbitMQ, backups.</summary>
internal static class ServerRules
{
    public static readonly Rule[] All =
    [
        Rule.Postgres("bidforge/postgres-replicas", (it, _) => it.Json.Number("spec/instances") >= 3),
        Rule.Postgres("bidforge/postgres-synchronous", (it, _) => it.Json.Number("spec/postgresql/synchronous/number") >= 1 && it.Json.Text("spec/postgresql/synchronous/dataDurability") is "required"),
        Rule.Postgres("bidforge/postgres-spread", (it, _) => it.Json.Flag("spec/affinity/enablePodAntiAffinity") is true && it.Json.Text("spec/affinity/topologyKey") is "topology.kubernetes.io/zone"),
        Rule.Postgres("bidforge/postgres-image-by-catalog", (it, _) => it.Json.Number("spec/imageCatalogRef/major") >= 15 && !it.Json.Has("spec/imageName")),
        Rule.Postgres("bidforge/postgres-resources", (it, _) => it.Json.Has("spec/resources/requests/memory") && it.Json.Has("spec/resources/limits/memory") && it.Json.Has("spec/resources/requests/cpu")),
        Rule.Postgres("bidforge/postgres-log-has-its-own-disk", (it, _) => Quantity.Read(it.Json.Text("spec/walStorage/size")) > 0 && Quantity.Read(it.Json.Text("spec/storage/size")) > 0),
        Rule.Postgres("bidforge/postgres-log-is-archived", (it, _) => it.Json.List("spec/plugins").Any(plugin => plugin.Flag("isWALArchiver") is true)),
        Rule.Postgres("bidforge/postgres-loses-five-minutes-at-most", (it, _) => it.Json.Text("spec/postgresql/parameters/archive_timeout") is "4min" or "1min"),
        Rule.Postgres("bidforge/postgres-is-backed-up", (it, world) => world.Of("ScheduledBackup").Any(backup => backup.Json.Text("spec/cluster/name") == it.Name)),
        Rule.Postgres("bidforge/postgres-errors-name-no-values", (it, _) => it.Json.Text("spec/postgresql/parameters/log_error_verbosity") is "terse"),
        Rule.Postgres("bidforge/postgres-has-room-for-moves", (it, _) => Quantity.Read(it.Json.Text("spec/postgresql/parameters/max_replication_slots")) >= 8
            && Quantity.Read(it.Json.Text("spec/postgresql/parameters/max_wal_senders")) >= 8),
        Rule.Postgres("bidforge/postgres-forgotten-slots-fill-no-disk", (it, _) => it.Json.Has("spec/postgresql/parameters/max_slot_wal_keep_size")),
        Rule.Postgres("bidforge/postgres-logins-are-no-superusers", (it, _) => !it.Json.List("spec/managed/roles").Any(role => role.Flag("superuser") is true)),
        Rule.Postgres("bidforge/postgres-superuser-only-on-shards", (it, _) => it.Json.Flag("spec/enableSuperuserAccess") is not true || it.Name.StartsWith("bid", StringComparison.Ordinal)),
        Rule.Postgres("bidforge/postgres-seccomp", (it, _) => it.Json.Text("spec/seccompProfile/type") is "RuntimeDefault"),
        Rule.Postgres("bidforge/shard-login-passes-row-security", (it, _) => !it.Name.StartsWith("bid", StringComparison.Ordinal) || it.Json.List("spec/managed/roles").Any(role =>
            role.Text("name") is "bid" && role.Flag("bypassrls") is true && role.Flag("createrole") is true)),
        Rule.Of("bidforge/database-outlives-its-object", "Database", it => it.Json.Text("spec/databaseReclaimPolicy") is "retain"),
        Rule.Of("bidforge/backup-every-day", "ScheduledBackup", it => it.Json.Text("spec/schedule")?.Split(' ') is { Length: 6 } fields && fields[3..] is ["*", "*", "*"]),
        Rule.Of("bidforge/backup-by-plugin", "ScheduledBackup", it => it.Json.Text("spec/method") is "plugin" && it.Json.Has("spec/pluginConfiguration/name")),
        Rule.Of("bidforge/backups-are-kept-30-days", "ObjectStore", it => it.Json.Text("spec/retentionPolicy") is "30d"),
        Rule.Of("bidforge/backups-are-encrypted", "ObjectStore", it => it.Json.Text("spec/configuration/wal/encryption") is "AES256" && it.Json.Text("spec/configuration/data/encryption") is "AES256"),
        Rule.Of("bidforge/backups-without-standing-keys", "ObjectStore", it => it.Json.Flag("spec/configuration/s3Credentials/inheritFromIAMRole") is true),
        Rule.Of("bidforge/rabbitmq-nodes", "RabbitmqCluster", it => it.Json.Number("spec/replicas") is { } nodes and >= 3 && nodes % 2 is 1),
        Rule.Of("bidforge/rabbitmq-minority-pauses", "RabbitmqCluster", it => it.Json.Text("spec/rabbitmq/additionalConfig")?.Contains("cluster_partition_handling = pause_minority", StringComparison.Ordinal) is true),
        Rule.Of("bidforge/rabbitmq-persistence", "RabbitmqCluster", it => Quantity.Read(it.Json.Text("spec/persistence/storage")) > 0),
        Rule.Of("bidforge/rabbitmq-resources", "RabbitmqCluster", it => it.Json.Text("spec/resources/requests/memory") is { } memory && memory == it.Json.Text("spec/resources/limits/memory")),
        Rule.Of("bidforge/rabbitmq-non-root", "RabbitmqCluster", it => it.Json.Flag("spec/override/statefulSet/spec/template/spec/securityContext/runAsNonRoot") is true
            && it.Json.Text("spec/override/statefulSet/spec/template/spec/securityContext/seccompProfile/type") is "RuntimeDefault"),
        Rule.Of("bidforge/rabbitmq-without-privileges", "RabbitmqCluster", it => new[] { "initContainers", "containers" }.All(kind =>
            it.Json.List($"spec/override/statefulSet/spec/template/spec/{kind}") is { Count: 1 } containers && containers.All(container =>
                container.Flag("securityContext/allowPrivilegeEscalation") is false && container.Texts("securityContext/capabilities/drop").Contains("ALL")))),
        Rule.Among("bidforge/rabbitmq-has-poddisruptionbudget", "RabbitmqCluster", (it, world) => world.Of("PodDisruptionBudget").Any(budget =>
            budget.Json.Text("spec/selector/matchLabels/app.kubernetes.io~1name") == it.Name)),
    ];
}
