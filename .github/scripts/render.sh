#!/usr/bin/env bash
# Prints the manifests of an environment, with every image by the digest that was built for this version.
# NAMESPACE and HOST, where they are set, are put in place of the environment's own.
# usage: render.sh ENVIRONMENT DIGESTS      DIGESTS: a folder of files that hold lines such as bid=ghcr.io/owner/bidforge-bid@sha256:...
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
environment=${1:?which environment: dev, staging or production}
digests=${2:?where the digests are}

[ -f "k8s/overlays/$environment/kustomization.yaml" ] || { echo "There is no k8s/overlays/$environment." >&2; exit 1; }
# kustomize takes no absolute paths: what it reads lies beside what it refers to.
work=$(mktemp -d k8s/.render.XXXXXX)
trap 'rm -rf "$work"' EXIT

{
    [ -z "${NAMESPACE:-}" ] || printf 'namespace: %s\n' "$NAMESPACE"
    # A preview has an address of its own. All that name it have to agree: a route whose names are not its listener's is never asked.
    if [ -n "${HOST:-}" ]; then
        cat <<EOF
patches:
  - target: {group: gateway.networking.k8s.io, kind: HTTPRoute}
    patch: |
      - {op: replace, path: /spec/hostnames, value: [$HOST]}
  - target: {group: gateway.networking.k8s.io, kind: Gateway}
    patch: |
      - {op: replace, path: /spec/listeners/0/hostname, value: $HOST}
      - {op: replace, path: /spec/listeners/1/hostname, value: $HOST}
  - target: {group: cert-manager.io, kind: Certificate}
    patch: |
      - {op: replace, path: /spec/dnsNames, value: [$HOST]}
      - {op: replace, path: /spec/issuerRef/name, value: letsencrypt}
  # Backups of its own: a new server archives nothing into a place where another one's are.
  - target: {group: barmancloud.cnpg.io, kind: ObjectStore}
    patch: |
      - {op: replace, path: /spec/configuration/destinationPath, value: "s3://bidforge-$environment-backups/$HOST"}
configMapGenerator:
  - name: site
    behavior: merge
    literals: ["SITE_URL=https://$HOST"]
EOF
    fi
    printf 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - ../overlays/%s\nimages:\n' "$environment"
    find "$digests" -type f -exec cat {} + | sort | while IFS='=' read -r name image; do
        case $image in
            # By the name that manifests have for it, and by the one that an overlay may have put there.
            *@sha256:*)
                for known in "bidforge/$name" "ghcr.io/bidforge/$name"; do
                    printf '  - name: %s\n    newName: %s\n    digest: %s\n' "$known" "${image%@*}" "${image#*@}"
                done
                ;;
            *) echo "$name is not given by digest: $image" >&2; exit 1 ;;
        esac
    done
} > "$work/kustomization.yaml"
kubectl kustomize "$work"
