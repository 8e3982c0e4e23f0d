using System.Reflection;

namespace FhirHub.LocalMongo.Daemon;

/// <summary>Identifies the build of this library: the same sources give the same id.</summary>
internal static class DaemonBuild
{
    public static string Id { get; } = Assembly.GetExecutingAssembly().ManifestModule.ModuleVersionId.ToString("N");
}
