using System.Text.Json.Nodes;
using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Rules;

/// <summary>Services, network policies, the edge.</summary>
internal static class NetworkRules
{
    private static readonly Dictionary<string, string> GatewayLabels = new(StringComparer.Ordinal) { ["app.kubernetes.io/name"] = "gateway" };

    public static readonly Rule[] All =
    [
        Rule.Of("kube-linter/exposed-services", "Service", it => it.Json.Text("spec/type") is null or "ClusterIP"),
        Rule.Of("bidforge/service-no-external-ips", "Service", it => !it.Json.Has("spec/externalIPs")),
        Rule.Of("bidforge/service-ports-are-named", "Service", it => it.Json.List("spec/ports") is { Count: > 0 } ports && ports.All(port => port.Has("name"))),
        Rule.Of("bidforge/service-targets-ports-by-name", "Service", it => it.Json.List("spec/ports").All(port => port.Text("targetPort") is { } target && !char.IsDigit(target[0]))),
        Rule.Among("kube-linter/dangling-service", "Service", (it, world) => world.Pods.Any(pod => Selector.MatchesAll(it.Json.Map("spec/selector"), pod.Labels))),
        new("kube-linter/invalid-target-ports", world =>
            from service in world.Of("Service")
            from pod in world.Workloads.Where(it => Selector.MatchesAll(service.Json.Map("spec/selector"), it.PodTemplate.Map("metadata/labels")))
            from port in service.Json.List("spec/ports")
            where !pod.PodTemplate.List("spec/containers").SelectMany(container => container.List("ports")).Any(open => open.Text("name") == port.Text("targetPort"))
            select new Finding(service, port.Text("targetPort") ?? "")),
        Rule.Of("kube-linter/dnsconfig-options", "Deployment", it => it.PodTemplate.List("spec/dnsConfig/options").Any(option => option.Text("name") is "ndots" && option.Text("value") is "2")),
        Rule.Of("kube-linter/mismatching-selector", "Deployment StatefulSet", it => Selector.Matches(it.Json.At("spec/selector"), it.PodTemplate.Map("metadata/labels"))
            && it.Json.Map("spec/selector/matchLabels").Count > 0),
        new("kube-linter/non-isolated-pod", world => world.Pods.Where(pod => !Isolates(world, pod, "Ingress")).Select(pod => new Finding(pod.Owner, ""))),
        new("kube-score/pod-networkpolicy", world => world.Pods.Where(pod => !Isolates(world, pod, "Egress")).Select(pod => new Finding(pod.Owner, ""))),
        new("polaris/missingNetworkPolicy", world => world.Of("NetworkPolicy").Any(it => it.Json.At("spec/podSelector") is JsonObject { Count: 0 }
            && it.Json.Texts("spec/policyTypes").Count is 2 && !it.Json.Has("spec/ingress") && !it.Json.Has("spec/egress")) ? [] : [new Finding(null, "nothing is refused by default")]),
        Rule.Of("bidforge/networkpolicy-says-its-directions", "NetworkPolicy", it => it.Json.Texts("spec/policyTypes") is { Count: > 0 } types
            && types.Contains("Ingress") == (it.Json.Has("spec/ingress") || types.Count is 2) && (types.Contains("Egress") || !it.Json.Has("spec/egress"))),
        Rule.Of("bidforge/networkpolicy-names-ports", "NetworkPolicy", it => Allowed(it).All(rule => rule.List("ports").Count > 0 && rule.List("ports").All(port => port.Has("port")))),
        Rule.Of("bidforge/networkpolicy-names-peers", "NetworkPolicy", it => Allowed(it).All(rule => rule.List("from").Count + rule.List("to").Count > 0)),
        Rule.Of("bidforge/networkpolicy-nobody-from-outside", "NetworkPolicy", it => !it.Json.List("spec/ingress").SelectMany(rule => rule.List("from")).Any(peer => peer.Has("ipBlock"))),
        // The address of clouds' metadata services, which hand out the node's own rights.
        Rule.Of("bidforge/networkpolicy-not-to-metadata", "NetworkPolicy", it => Allowed(it).SelectMany(rule => rule.List("to")).Where(peer => peer.Has("ipBlock"))
            .All(peer => peer.Texts("ipBlock/except").Contains("169.254.0.0/16"))),
        Rule.Of("bidforge/networkpolicy-no-whole-cluster", "NetworkPolicy", it => Allowed(it).SelectMany(rule => rule.List("from").Concat(rule.List("to")))
            .All(peer => peer.At("namespaceSelector") is not JsonObject { Count: 0 } && peer.At("podSelector") is not JsonObject { Count: 0 })),
        new("bidforge/networkpolicy-names-can-be-asked", world => world.Pods.Where(pod => !Policies(world, pod).SelectMany(it => it.Json.List("spec/egress"))
            .Any(rule => rule.List("ports").Any(port => port.Number("port") is 53 && port.Text("protocol") is "UDP"))).Select(pod => new Finding(pod.Owner, ""))),
        Rule.Among("kube-linter/dangling-networkpolicy", "NetworkPolicy", (it, world) => world.Select(it.Json.At("spec/podSelector")).Any()),
        new("kube-linter/dangling-networkpolicypeer-podselector", world =>
            from policy in world.Of("NetworkPolicy")
            from peer in Allowed(policy).SelectMany(rule => rule.List("from").Concat(rule.List("to")))
            where peer.Has("podSelector") && !peer.Has("namespaceSelector") && !world.Select(peer.At("podSelector")).Any()
            select new Finding(policy, peer.ToJsonString())),
        Rule.Of("bidforge/only-the-site-and-the-edge-reach-the-gateway", "NetworkPolicy", it => !Selector.Matches(it.Json.At("spec/podSelector"), GatewayLabels)
            || it.Json.List("spec/ingress").Where(rule => rule.List("ports").Any(port => port.Number("port") is 8080)).SelectMany(rule => rule.List("from"))
                .All(peer => peer.Has("namespaceSelector") || peer.Text("podSelector/matchLabels/app.kubernetes.io~1name") is "web")),
        Rule.Of("polaris/tlsSettingsMissing", "Gateway", it => it.Json.List("spec/listeners").Where(listener => listener.Text("protocol") is not "HTTP")
            .ToList() is { Count: > 0 } secure && secure.All(listener => listener.Text("tls/mode") is "Terminate" && listener.List("tls/certificateRefs").Count > 0)),
        Rule.Of("bidforge/listeners-have-hosts", "Gateway", it => it.Json.List("spec/listeners").All(listener => listener.Has("hostname"))),
        Rule.Among("bidforge/plain-http-only-redirects", "HTTPRoute", (it, world) => it.Json.List("spec/parentRefs").All(parent =>
            world.Find("Gateway", parent.Text("name"))?.Json.List("spec/listeners").FirstOrDefault(listener => listener.Text("name") == parent.Text("sectionName")).Text("protocol") is not "HTTP")
            || it.Json.List("spec/rules").All(rule => rule.Text("filters/0/requestRedirect/scheme") is "https" && !rule.Has("backendRefs"))),
        // Gateway API drops a route whose names have nothing in common with its listener's, in silence.
        Rule.Among("bidforge/httproute-hosts-fit-its-listener", "HTTPRoute", (it, world) => it.Json.Texts("spec/hostnames") is { Count: > 0 } hosts
            && Listeners(it, world).All(listener => hosts.All(host => Fits(host, listener.Text("hostname"))))),
        Rule.Among("bidforge/site-is-where-its-links-lead", "ConfigMap", (it, world) => it.Json.Text("data/SITE_URL") is not { } site
            || Uri.TryCreate(site, UriKind.Absolute, out var address) && address.Scheme is "https"
                && world.Of("HTTPRoute").Any(route => route.Json.Texts("spec/hostnames").Contains(address.Host) && Listeners(route, world).Any(listener => listener.Text("protocol") is "HTTPS"))),
        Rule.Of("bidforge/streams-are-not-cut", "HTTPRoute", it => it.Json.List("spec/rules").Where(rule => rule.Has("backendRefs")).All(rule => rule.Text("timeouts/request") is "0s")),
        Rule.Among("bidforge/certificate-covers-hosts", "Certificate", (it, world) => world.Of("Gateway").SelectMany(gateway => gateway.Json.List("spec/listeners"))
            .All(listener => it.Json.Texts("spec/dnsNames").Contains(listener.Text("hostname")!))),
        Rule.Of("bidforge/certificate-changes-its-key", "Certificate", it => it.Json.Text("spec/privateKey/rotationPolicy") is "Always"),
    ];

    private static IEnumerable<JsonNode> Listeners(KubeObject route, World world) => route.Json.List("spec/parentRefs").SelectMany(parent =>
        world.Find("Gateway", parent.Text("name"))?.Json.List("spec/listeners").Where(listener => listener.Text("name") == parent.Text("sectionName")) ?? []);

    private static bool Fits(string host, string? listener) => listener is null || host == listener
        || listener.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(listener[1..], StringComparison.Ordinal);

    private static IEnumerable<KubeObject> Policies(World world, PodLabels pod) =>
        world.Of("NetworkPolicy").Where(it => Selector.Matches(it.Json.At("spec/podSelector"), pod.Labels));

    private static bool Isolates(World world, PodLabels pod, string direction) => Policies(world, pod).Any(it => it.Json.Texts("spec/policyTypes").Contains(direction));

    private static IEnumerable<JsonNode> Allowed(KubeObject policy) => policy.Json.List("spec/ingress").Concat(policy.Json.List("spec/egress"));
}
