# syntax=docker/dockerfile:1.7
# One file for everything that is deployed: docker build --build-arg PROJECT=services/bid/BidForge.Bids.csproj --tag bidforge/bid .
# The container serves on 8080; a service with databases brings them up instead when it is given the argument: docker run bidforge/bid migrate

# Tags that get security patches; an image's provenance names the digests it was built from.
ARG DOTNET=10.0

# Project files alone: while they stay the same, the restored packages come from the layer cache.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET}-noble AS projects
WORKDIR /source
COPY . .
RUN find . -type f ! -name '*.csproj' ! -name '*.props' ! -name '*.targets' ! -name global.json -delete && find . -type d -empty -delete

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET}-noble AS build
ARG PROJECT
ARG TARGETARCH
ARG VERSION=0.0.0
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /source
COPY --from=projects /source .
RUN test -f "$PROJECT" || { echo "--build-arg PROJECT names no project: '$PROJECT'" >&2; exit 1; }
RUN dotnet restore "$PROJECT" -a "$TARGETARCH" -p:UseAspire=false -p:PublishReadyToRun=true
COPY . .
RUN dotnet publish "$PROJECT" -c Release -a "$TARGETARCH" --no-self-contained --no-restore -o /app \
        -p:UseAspire=false -p:Version="$VERSION" -p:DebugType=none -p:PublishReadyToRun=true \
# An entry point can't hold a variable: the program of whatever project it is gets one name.
    && ln -s "$(basename /app/*.runtimeconfig.json .runtimeconfig.json)" /app/serve

# No shell, no package manager; "extra" has the time zones that deadlines are stated in.
FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}-noble-chiseled-extra
ARG PROJECT
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG CREATED
LABEL org.opencontainers.image.title="BidForge" \
      org.opencontainers.image.description="$PROJECT" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED" \
      # The list of what is inside is attached to the image as an attestation of this type; docs/delivery.md says how to read it.
      dev.bidforge.sbom.predicate-type="https://spdx.dev/Document"
WORKDIR /app
COPY --from=build /app .
ENV ASPNETCORE_HTTP_PORTS=8080 \
    DOTNET_EnableDiagnostics=0
EXPOSE 8080
# The base image's user "app", by number, so that a cluster can see that it is not root.
USER 1654:1654
ENTRYPOINT ["/app/serve"]
