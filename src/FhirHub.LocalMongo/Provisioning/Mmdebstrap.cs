namespace FhirHub.LocalMongo.Provisioning;

/// <summary>Unpacks the engine's packages and their dependencies with Debian's own tool, without installing anything on this system.</summary>
internal static class Mmdebstrap
{
    private const string Suite = "forky";
    private const string Package = "postgresql-18-documentdb";
    private const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
    private const int ExpectedMegabytes = 700;

    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(3);

    public static async Task UnpackAsync(string folder, IProgress<string>? progress, TimeProvider time, CancellationToken cancellationToken)
    {
        await EnsureToolAsync(progress, cancellationToken);
        var mirror = AptSources.DebianMirror();
        var proxies = await AptSources.ProxySettingsAsync(cancellationToken);
        progress?.Report($"Downloading {Package} and what it needs from {mirror} ({Suite}).");
        var running = ShellCommand.RunAsync("mmdebstrap", Arguments(folder, mirror, proxies), progress: null, cancellationToken);
        await ReportGrowthAsync(folder, running, progress, time, cancellationToken);
        var (code, output) = await running;
        if (code != 0)
            throw new LocalDatabaseException($"The engine could not be downloaded from {mirror} (mmdebstrap ended with code {code}). Is there a network?\n{output}");
    }

    public static IReadOnlyList<string> Arguments(string folder, string mirror, IEnumerable<string> aptOptions) =>
    [
        "--variant=extract", "--mode=root", "--include=" + Package,
        "--aptopt=APT::Install-Recommends \"false\"",
        "--aptopt=Acquire::Check-Valid-Until \"false\"",
        "--aptopt=Acquire::Languages \"none\"",
        "--aptopt=Acquire::Retries \"3\"",
        .. aptOptions.Select(option => "--aptopt=" + option),
        "--dpkgopt=path-exclude=/usr/share/doc/*",
        "--dpkgopt=path-exclude=/usr/share/man/*",
        "--dpkgopt=path-exclude=/usr/share/info/*",
        "--dpkgopt=path-exclude=/usr/share/locale/*",
        .. File.Exists(Keyring) ? new[] { "--keyring=" + Keyring } : [],
        Suite, folder, mirror,
    ];

    private static async Task EnsureToolAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        string[] wanted = File.Exists(Keyring) ? ["mmdebstrap"] : ["mmdebstrap", "debian-archive-keyring"];
        if (ShellCommand.Find("mmdebstrap") is not null && wanted.Length == 1)
            return;
        progress?.Report($"Installing {string.Join(" and ", wanted)} with apt-get.");
        string[] install = ["install", "-y", "--no-install-recommends", .. wanted];
        if ((await ShellCommand.RunAsync("apt-get", install, null, cancellationToken)).Code == 0)
            return;
        progress?.Report("Refreshing the package lists with apt-get update.");
        await ShellCommand.RunAsync("apt-get", ["update"], null, cancellationToken);
        var (code, output) = await ShellCommand.RunAsync("apt-get", install, null, cancellationToken);
        if (code != 0)
            throw new LocalDatabaseException($"apt-get could not install {string.Join(" and ", wanted)} (code {code}). Is there a network?\n{output}");
    }

    private static async Task ReportGrowthAsync(string folder, Task running, IProgress<string>? progress, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(ReportEvery, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (!running.IsCompleted && Directory.Exists(folder))
                progress?.Report($"  {SizeOf(folder) / 1_000_000} MB of about {ExpectedMegabytes} on disk after {time.GetElapsedTime(started).TotalSeconds:0} s");
        }
    }

    private static long SizeOf(string folder)
    {
        try
        {
            return new DirectoryInfo(folder)
                .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true })
                .Sum(file => file.Exists ? file.Length : 0);
        }
        catch (IOException)
        {
            // Files come and go while the packages are unpacked; the next look counts again.
            return 0;
        }
    }
}
