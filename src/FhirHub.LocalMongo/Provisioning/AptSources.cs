namespace FhirHub.LocalMongo.Provisioning;

/// <summary>What this machine's package manager is told: which Debian mirror, and through which proxy.</summary>
internal static class AptSources
{
    /// <summary>Used only where the machine's own sources name no Debian archive, as on Ubuntu.</summary>
    public const string DefaultMirror = "http://deb.debian.org/debian";

    private const string Folder = "/etc/apt";

    public static string DebianMirror() => Files().Select(File.ReadAllLines).SelectMany(Mirrors).FirstOrDefault() ?? DefaultMirror;

    /// <summary>The Debian archives in one sources file, in the one-line or the deb822 format.</summary>
    public static IEnumerable<string> Mirrors(string[] lines) =>
        lines.Select(line => line.Trim())
            .Where(line => !line.StartsWith('#'))
            .SelectMany(Addresses)
            .Where(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.AbsolutePath.TrimEnd('/').EndsWith("/debian", StringComparison.Ordinal))
            .Select(address => address.TrimEnd('/'));

    /// <summary>mmdebstrap starts from an empty configuration, so the proxies are handed on.</summary>
    public static async Task<IReadOnlyList<string>> ProxySettingsAsync(CancellationToken cancellationToken)
    {
        if (ShellCommand.Find("apt-config") is null)
            return [];
        var (code, output) = await ShellCommand.RunAsync("apt-config", ["dump", "Acquire"], null, cancellationToken);
        return code != 0 ? [] : [.. output.Split('\n').Where(line => line.Contains("::Proxy", StringComparison.OrdinalIgnoreCase) && !line.EndsWith("\"\";", StringComparison.Ordinal))];
    }

    private static IEnumerable<string> Addresses(string line)
    {
        if (line.StartsWith("URIs:", StringComparison.OrdinalIgnoreCase))
            return line[5..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!line.StartsWith("deb ", StringComparison.Ordinal))
            return [];
        // "deb [options] address suite component...": the options may hold spaces.
        var rest = line[4..].TrimStart();
        if (rest.StartsWith('['))
            rest = rest[(rest.IndexOf(']', StringComparison.Ordinal) + 1)..].TrimStart();
        return rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(1);
    }

    private static IEnumerable<string> Files()
    {
        var parts = Path.Combine(Folder, "sources.list.d");
        if (Directory.Exists(parts))
        {
            foreach (var file in Directory.EnumerateFiles(parts).Where(f => Path.GetExtension(f) is ".sources" or ".list").Order(StringComparer.Ordinal))
                yield return file;
        }
        var list = Path.Combine(Folder, "sources.list");
        if (File.Exists(list))
            yield return list;
    }
}
