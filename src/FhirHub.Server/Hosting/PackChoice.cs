using FhirHub.Server.Configuration;

namespace FhirHub.Server.Hosting;

/// <summary>Which packs a server installs at its start: the configured ones, or, in development, the national base that the build has made.</summary>
/// <param name="Paths">Folders and archives.</param>
/// <param name="Without">Packages that may be missing.</param>
internal sealed record PackChoice(IReadOnlyList<string> Paths, IReadOnlyList<string> Without)
{
    public static PackChoice Of(ServerOptions options, bool isDevelopment)
    {
        string[] without = options.PacksWithout;
        if (options.Packs is { } configured)
            return new PackChoice([.. configured.Where(p => p.Length > 0)], without);
        return new PackChoice(isDevelopment && Example() is { } example ? [example] : [], without);
    }

    /// <summary>In a clone that was built: <c>artifacts/packs/cn-base.tgz</c> above the program.</summary>
    private static string? Example()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "FhirHub.sln")))
                continue;
            string pack = Path.Combine(folder.FullName, "artifacts", "packs", "cn-base.tgz");
            return File.Exists(pack) ? pack : null;
        }

        return null;
    }
}
