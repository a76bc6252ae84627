using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Rules;

/// <summary>Images, limits, names.</summary>
internal static class ContainerRules
{
    private static readonly string[] Registries = ["ghcr.io/bidforge/", "docker.io/library/redis@"];

    public static readonly Rule[] All =
    [
        Rule.Container("kube-linter/latest-tag", container => container.Text("image")?.EndsWith(":latest", StringComparison.Ordinal) is false),
        Rule.Container("polaris/tagNotSpecified", container => container.Text("image")?.IndexOfAny([':', '@']) > 0),
        Rule.Container("checkov/CKV_K8S_33", container => container.Text("image")?.Contains("kubernetes-dashboard", StringComparison.Ordinal) is false),
        Rule.Container("checkov/CKV_K8S_34", container => container.Text("image")?.Contains("tiller", StringComparison.Ordinal) is false),
        Rule.Container("checkov/CKV_K8S_43", container => container.Text("image")?.Contains("@sha256:", StringComparison.Ordinal) is true),
        Rule.Container("kube-score/container-image-pull-policy", container => container.Text("imagePullPolicy") is "Always"),
        Rule.Container("bidforge/known-registry", container => Registries.Any(known => container.Text("image")?.StartsWith(known, StringComparison.Ordinal) is true)),
        Rule.Container("kube-linter/unset-cpu-requirements", container => Quantity.Read(container.Text("resources/requests/cpu")) > 0),
        Rule.Container("kube-linter/unset-memory-requirements", container => Quantity.Read(container.Text("resources/requests/memory")) > 0),
        Rule.Container("polaris/cpuLimitsMissing", container => Quantity.Read(container.Text("resources/limits/cpu")) > 0),
        Rule.Container("polaris/memoryLimitsMissing", container => Quantity.Read(container.Text("resources/limits/memory")) > 0),
        Rule.Container("kube-score/container-ephemeral-storage-request-and-limit", container =>
            Quantity.Read(container.Text("resources/requests/ephemeral-storage")) > 0 && Quantity.Read(container.Text("resources/limits/ephemeral-storage")) > 0),
        Rule.Container("bidforge/requests-within-limits", container => new[] { "cpu", "memory", "ephemeral-storage" }.All(what =>
            Quantity.Read(container.Text($"resources/requests/{what}")) <= Quantity.Read(container.Text($"resources/limits/{what}")))),
        new("bidforge/agreed-resources", world => world.Containers
            .Where(it => it.Owner.Kind is "Deployment" && (
                it.Json.Text("resources/requests/cpu"), it.Json.Text("resources/requests/memory"), it.Json.Text("resources/limits/cpu"), it.Json.Text("resources/limits/memory"))
                is not ("250m", "256Mi", "500m", "512Mi"))
            .Select(it => new Finding(it.Owner, ""))),
        Rule.Container("kube-score/container-ports-check", container => container.List("ports") is var ports
            && ports.All(port => port.Text("name") is { Length: > 0 and <= 15 })
            && ports.Select(port => port.Text("name")).Distinct(StringComparer.Ordinal).Count() == ports.Count
            && ports.Select(port => port.Number("containerPort")).Distinct().Count() == ports.Count),
        Rule.Container("kube-linter/duplicate-env-var", container =>
            container.List("env").Select(variable => variable.Text("name")) is var names && names.Distinct(StringComparer.Ordinal).Count() == names.Count()),
        Rule.Container("kube-linter/env-var-secret", container => container.List("env").All(variable => !IsSecret(variable.Text("name")!, variable.Text("value")))),
        Rule.Container("kube-linter/read-secret-from-env-var", container => !container.List("env").Any(variable => variable.Has("valueFrom/secretKeyRef"))),
        Rule.Container("checkov/CKV_K8S_35", container => !container.List("envFrom").Any(source => source.Has("secretRef"))),
        Rule.Container("bidforge/no-credentials-in-commands", container =>
            container.Texts("command").Concat(container.Texts("args")).All(word => !word.Contains("password", StringComparison.OrdinalIgnoreCase))),
        Rule.Container("bidforge/command-is-said", container => container.Texts("command").Count > 0),
        Rule.Pod("bidforge/temporary-files-have-a-limit", pod => pod.List("spec/volumes").Where(volume => volume.Has("emptyDir")).All(volume => Quantity.Read(volume.Text("emptyDir/sizeLimit")) > 0)),
        Rule.Pod("bidforge/secret-files-are-private", pod => pod.List("spec/volumes").All(volume =>
            // The lowest three bits are everybody's; certificates of authorities are no secret.
            (volume.Number("secret/defaultMode") ?? volume.Number("projected/defaultMode") ?? (volume.Has("secret") || volume.Has("projected") ? 4 : 0)) % 8 is 0
            || volume.Text("name")!.StartsWith("ca-", StringComparison.Ordinal))),
    ];

    private static bool IsSecret(string name, string? value) => value is { Length: > 0 }
        && new[] { "password", "secret", "token", "ConnectionStrings__", "SealKeys", "EncryptionKey", "Web__Key", "AccessKey" }.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
        && !value.StartsWith("/etc/", StringComparison.Ordinal);
}
