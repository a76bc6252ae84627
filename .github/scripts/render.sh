#!/usr/bin/env bash
# Prints the manifests of an environment, with every image by the digest that was built for this version.
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
    printf 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - ../overlays/%s\nimages:\n' "$environment"
    find "$digests" -type f -exec cat {} + | sort | while IFS='=' read -r name image; do
        case $image in
            *@sha256:*) printf '  - name: bidforge/%s\n    newName: %s\n    digest: %s\n' "$name" "${image%@*}" "${image#*@}" ;;
            *) echo "$name is not given by digest: $image" >&2; exit 1 ;;
        esac
    done
} > "$work/kustomization.yaml"
kubectl kustomize "$work"
