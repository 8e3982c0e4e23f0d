# Builds FhirHub and runs it as a user without rights. The build restores the R4 definitions from npm, and compiles the packs: --pack packs/cn-base.tgz installs one.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends nodejs npm \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/FhirHub.Server --configuration Release --use-current-runtime --self-contained false --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
COPY --from=build /source/artifacts/packs/*.tgz packs/
USER $APP_UID
EXPOSE 5080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["dotnet", "FhirHub.Server.dll", "health", "--url", "http://127.0.0.1:5080/healthz/ready"]
ENTRYPOINT ["dotnet", "FhirHub.Server.dll"]
CMD ["serve", "--listen-on-all-addresses"]
