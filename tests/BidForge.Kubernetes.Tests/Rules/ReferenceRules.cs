using System.Text.RegularExpressions;
using System.Text.Json.Nodes;
using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Rules;

/// <summary>Whatever an object names is there.</summary>
internal static partial class ReferenceRules
{
    public static readonly Rule[] All =
    [
        Rule.Reference("bidforge/config-map-exists", ConfigMaps, (world, name) => name is "kube-root-ca.crt" || world.Find("ConfigMap", name) is not null),
        Rule.Reference("bidforge/config-map-has-key",
            world => world.Containers.SelectMany(it => it.Json.List("env").Where(variable => variable.Has("valueFrom/configMapKeyRef"))
                .Select(variable => (it.Owner, $"{variable.Text("valueFrom/configMapKeyRef/name")}/{variable.Text("valueFrom/configMapKeyRef/key")}"))),
            (world, key) => world.Find("ConfigMap", key.Split('/')[0])?.Json.Map("data").ContainsKey(key.Split('/')[1]) is true),
        Rule.Reference("bidforge/secret-exists", Secrets, (world, name) => Produced.KeysOf(world, name) is not null),
        Rule.Reference("bidforge/secret-has-key", SecretKeys, (world, key) => Produced.KeysOf(world, key.Split('/')[0])?.Contains(key.Split('/')[1]) is not false),
        Rule.Among("bidforge/features-are-mounted-and-read-again", "Deployment", (it, world) => it.PodTemplate.List("spec/containers").All(container =>
            container.List("env").FirstOrDefault(variable => variable.Text("name") is "Features__File").Text("value") is not { } path
            || container.List("volumeMounts").FirstOrDefault(mount => mount.Text("mountPath") == Path.GetDirectoryName(path)) is { } mount
                && !mount.Has("subPath") && !mount.Has("subPathExpr")
                && it.PodTemplate.List("spec/volumes").Single(volume => volume.Text("name") == mount.Text("name")) is var volume
                && volume.Has("configMap") && Produced.FilesOf(world, volume)?.Contains(Path.GetFileName(path)) is true)),
        Rule.Reference("kube-linter/non-existent-service-account", world => world.Workloads.Select(it => (it, it.PodTemplate.Text("spec/serviceAccountName") ?? "")),
            (world, name) => world.Find("ServiceAccount", name) is not null),
        Rule.Reference("bidforge/mounts-have-volumes", world => world.Containers.SelectMany(it => it.Json.List("volumeMounts").Select(mount => (it.Owner, $"{it.Owner}/{mount.Text("name")}"))),
            (world, mount) => world.Workloads.First(it => mount.StartsWith($"{it}/", StringComparison.Ordinal)) is var owner
                && (owner.PodTemplate.List("spec/volumes").Any(volume => $"{owner}/{volume.Text("name")}" == mount)
                    || owner.Json.List("spec/volumeClaimTemplates").Any(claim => $"{owner}/{claim.Text("metadata/name")}" == mount))),
        Rule.Pod("bidforge/volumes-are-mounted", pod => pod.List("spec/volumes").All(volume =>
            pod.List("spec/containers").SelectMany(container => container.List("volumeMounts")).Any(mount => mount.Text("name") == volume.Text("name")))),
        Rule.Reference("kube-linter/dangling-horizontalpodautoscaler",
            world => world.Of("HorizontalPodAutoscaler", "ScaledObject").Select(it => (it, $"{it.Json.Text("spec/scaleTargetRef/kind")}/{it.Json.Text("spec/scaleTargetRef/name")}")),
            (world, target) => world.Find(target.Split('/')[0], target.Split('/')[1]) is not null),
        Rule.Among("bidforge/dangling-poddisruptionbudget", "PodDisruptionBudget", (it, world) => world.Select(it.Json.At("spec/selector")).Any()),
        Rule.Among("kube-linter/dangling-servicemonitor", "ServiceMonitor", (it, world) => it.Json.List("spec/endpoints").All(endpoint => world.Of("Service").Any(service =>
            Selector.Matches(it.Json.At("spec/selector"), service.Labels) && service.Json.List("spec/ports").Any(port => port.Text("name") == endpoint.Text("port"))))),
        Rule.Among("bidforge/dangling-podmonitor", "PodMonitor", (it, world) => world.Select(it.Json.At("spec/selector")).Any()),
        Rule.Reference("kube-score/ingress-targets-service",
            world => world.Of("HTTPRoute").SelectMany(it => it.Json.List("spec/rules").SelectMany(rule => rule.List("backendRefs")).Select(to => (it, $"{to.Text("name")}:{to.Text("port")}"))),
            HasPort),
        Rule.Reference("bidforge/httproute-has-listener",
            world => world.Of("HTTPRoute").SelectMany(it => it.Json.List("spec/parentRefs").Select(to => (it, $"{to.Text("name")}/{to.Text("sectionName")}"))),
            (world, listener) => world.Find("Gateway", listener.Split('/')[0])?.Json.List("spec/listeners").Any(it => it.Text("name") == listener.Split('/')[1]) is true),
        Rule.Reference("bidforge/postgres-cluster-exists", world => world.Of("Database", "ScheduledBackup").Select(it => (it, it.Json.Text("spec/cluster/name") ?? "")),
            (world, name) => world.Postgres.Any(it => it.Name == name)),
        Rule.Reference("bidforge/object-store-exists", world => world.Postgres.SelectMany(it => it.Json.List("spec/plugins").Concat(it.Json.List("spec/externalClusters").Select(other => other.At("plugin")).OfType<JsonNode>())
                .Select(plugin => (it, plugin.Text("parameters/barmanObjectName") ?? ""))),
            (world, name) => world.Find("ObjectStore", name) is not null),
        Rule.Reference("bidforge/secret-store-exists", world => world.Of("ExternalSecret").Select(it => (it, it.Json.Text("spec/secretStoreRef/name") ?? "")),
            (world, name) => world.Find("SecretStore", name) is not null),
        Rule.Reference("bidforge/trigger-authentication-exists",
            world => world.Of("ScaledObject").SelectMany(it => it.Json.List("spec/triggers").Where(trigger => trigger.Has("authenticationRef")).Select(trigger => (it, trigger.Text("authenticationRef/name")!))),
            (world, name) => world.Find("TriggerAuthentication", name) is not null),
        Rule.Of("bidforge/external-secret-fetches-what-it-writes", "ExternalSecret", it =>
            it.Json.Map("spec/target/template/data").Values.SelectMany(value => Placeholder().Matches(value).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal)
                .SetEquals(it.Json.List("spec/data").Select(entry => entry.Text("secretKey")!))),
        Rule.Reference("bidforge/address-has-service",
            world => world.Containers.SelectMany(it => it.Json.List("env").Select(variable => Address().Match(variable.Text("value") ?? "")).Where(match => match.Success).Select(match => (it.Owner, match.Groups[1].Value))),
            HasPort),
        Rule.Reference("bidforge/redis-address-has-pod",
            world => ConnectionStrings(world).SelectMany(it => RedisNode().Matches(it.Value).Select(match => (it.From, match.Value))),
            (world, node) => world.Find("StatefulSet", RedisNode().Match(node).Groups[1].Value) is { } set && set.Json.Text("spec/serviceName") == RedisNode().Match(node).Groups[3].Value
                && int.Parse(RedisNode().Match(node).Groups[2].Value) < set.Json.Number("spec/replicas")),
    ];

    public static IEnumerable<(KubeObject From, string Name, string Value)> ConnectionStrings(World world) => world.Of("ExternalSecret").SelectMany(it =>
        it.Json.Map("spec/target/template/data").Where(entry => entry.Key.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).Select(entry => (it, entry.Key, entry.Value)));

    private static bool HasPort(World world, string address) =>
        world.Find("Service", address.Split(':')[0])?.Json.List("spec/ports").Any(port => port.Text("port") == address.Split(':')[1]) is true;

    private static IEnumerable<(KubeObject From, string To)> ConfigMaps(World world) =>
        world.Workloads.SelectMany(it => it.PodTemplate.All().SelectMany(part => new[] { part.Text("configMapKeyRef/name"), part.Text("configMapRef/name"), part.Text("configMap/name") })
            .OfType<string>().Select(name => (it, name)));

    private static IEnumerable<(KubeObject From, string To)> Secrets(World world) => world.Objects.SelectMany(it => it.Json.All().SelectMany(part => new[]
        {
            part.Text("secretKeyRef/name"), part.Text("secretRef/name"), part.Text("secret/name"), part.Text("secret/secretName"), part.Text("passwordSecret/name"), part.Text("superuserSecret/name"),
        })
        .Concat(it.Json.List("spec/secretTargetRef").Select(target => target.Text("name")))
        .Concat(it.Json.List("spec/listeners").SelectMany(listener => listener.List("tls/certificateRefs")).Select(certificate => certificate.Text("name")))
        .OfType<string>().Select(name => (it, name)));

    private static IEnumerable<(KubeObject From, string To)> SecretKeys(World world) =>
        world.Objects.SelectMany(it => it.Json.All().SelectMany(part => part.List("secret/items").Select(item => $"{part.Text("secret/name") ?? part.Text("secret/secretName")}/{item.Text("key")}"))
            .Concat(it.Json.List("spec/secretTargetRef").Select(target => $"{target.Text("name")}/{target.Text("key")}")).Select(key => (it, key)));

    [GeneratedRegex(@"\{\{ \.(\w+) \}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^http://([a-z0-9-]+:\d+)$")]
    private static partial Regex Address();

    [GeneratedRegex(@"([a-z]+)-(\d+)\.([a-z]+):6379")]
    private static partial Regex RedisNode();
}
