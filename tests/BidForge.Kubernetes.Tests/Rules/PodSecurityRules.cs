using BidForge.Kubernetes.Tests.Rendering;

namespace BidForge.Kubernetes.Tests.Rules;

/// <summary>What a pod could do to its node and its neighbours.</summary>
internal static class PodSecurityRules
{
    private static readonly string[] UnsafeMounts = ["/", "/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr"];
    private static readonly string[] Dangerous = ["SYS_ADMIN", "NET_ADMIN", "ALL", "SYS_PTRACE", "SYS_MODULE"];

    public static readonly Rule[] All =
    [
        Rule.Pod("kube-linter/host-network", pod => pod.Flag("spec/hostNetwork") is not true),
        Rule.Pod("kube-linter/host-pid", pod => pod.Flag("spec/hostPID") is not true),
        Rule.Pod("kube-linter/host-ipc", pod => pod.Flag("spec/hostIPC") is not true),
        Rule.Pod("kube-linter/docker-sock", pod => pod.List("spec/volumes").All(volume => volume.Text("hostPath/path")?.EndsWith("docker.sock", StringComparison.Ordinal) is not true)),
        Rule.Pod("kube-linter/sensitive-host-mounts", pod => !pod.List("spec/volumes").Any(volume => UnsafeMounts.Contains(volume.Text("hostPath/path")))),
        Rule.Pod("kube-linter/writable-host-mount", pod => !pod.List("spec/volumes").Any(volume => volume.Has("hostPath"))),
        Rule.Pod("kube-linter/unsafe-sysctls", pod => pod.List("spec/securityContext/sysctls").Count is 0),
        Rule.Pod("kube-linter/run-as-non-root", pod => pod.Flag("spec/securityContext/runAsNonRoot") is true && pod.Number("spec/securityContext/runAsUser") is not 0),
        Rule.Pod("kube-score/container-security-context-user-group-id", pod =>
            pod.Number("spec/securityContext/runAsUser") > 10_000 && pod.Number("spec/securityContext/runAsGroup") > 10_000),
        Rule.Pod("kube-score/container-seccomp-profile", pod => pod.Text("spec/securityContext/seccompProfile/type") is "RuntimeDefault"),
        Rule.Pod("bidforge/fs-group", pod => pod.Number("spec/securityContext/fsGroup") > 10_000 && pod.Text("spec/securityContext/fsGroupChangePolicy") is "OnRootMismatch"),
        Rule.Pod("polaris/automountServiceAccountToken", pod => pod.Flag("spec/automountServiceAccountToken") is false),
        Rule.Pod("bidforge/no-service-links", pod => pod.Flag("spec/enableServiceLinks") is false),
        Rule.Pod("kube-linter/default-service-account", pod => pod.Text("spec/serviceAccountName") is not (null or "" or "default")),
        Rule.Pod("kube-linter/deprecated-service-account-field", pod => !pod.Has("spec/serviceAccount")),
        Rule.Pod("checkov/CKV_K8S_29", pod => pod.Has("spec/securityContext")),
        Rule.Pod("polaris/hostProcess", pod => pod.All().All(part => part.Flag("securityContext/windowsOptions/hostProcess") is not true)),
        Rule.Pod("bidforge/processes-are-not-shared", pod => pod.Flag("spec/shareProcessNamespace") is not true),

        Rule.Container("checkov/CKV_K8S_30", container => container.Has("securityContext")),
        Rule.Container("kube-linter/privileged-container", container => container.Flag("securityContext/privileged") is not true),
        Rule.Container("kube-linter/privilege-escalation-container", container => container.Flag("securityContext/allowPrivilegeEscalation") is false),
        Rule.Container("kube-linter/no-read-only-root-fs", container => container.Flag("securityContext/readOnlyRootFilesystem") is true),
        Rule.Container("kube-linter/drop-net-raw-capability", container =>
            container.Texts("securityContext/capabilities/drop") is var drop && (drop.Contains("NET_RAW") || drop.Contains("ALL"))),
        Rule.Container("checkov/CKV_K8S_37", container => container.Texts("securityContext/capabilities/drop").Contains("ALL")),
        Rule.Container("checkov/CKV_K8S_39", container => !container.Texts("securityContext/capabilities/add").Any(added => added is "SYS_ADMIN" or "CAP_SYS_ADMIN")),
        Rule.Container("polaris/dangerousCapabilities", container => !container.Texts("securityContext/capabilities/add").Any(added => Dangerous.Contains(added))),
        Rule.Container("polaris/insecureCapabilities", container => container.List("securityContext/capabilities/add").Count is 0),
        Rule.Container("kube-linter/unsafe-proc-mount", container => container.Text("securityContext/procMount") is null or "Default"),
        Rule.Container("polaris/hostPortSet", container => !container.List("ports").Any(port => port.Has("hostPort"))),
        Rule.Container("kube-linter/privileged-ports", container => container.List("ports").All(port => port.Number("containerPort") >= 1024)),
        Rule.Container("kube-linter/ssh-port", container => !container.List("ports").Any(port => port.Number("containerPort") is 22)),
        Rule.Container("bidforge/mounts-tell-read-only", container =>
            container.List("volumeMounts").Where(mount => mount.Text("mountPath")!.StartsWith("/etc/", StringComparison.Ordinal)).All(mount => mount.Flag("readOnly") is true)),
        Rule.Of("bidforge/pod-security-restricted", "Namespace", it =>
            new[] { "enforce", "audit", "warn" }.All(mode => it.Labels.GetValueOrDefault($"pod-security.kubernetes.io/{mode}") is "restricted")),
    ];
}
