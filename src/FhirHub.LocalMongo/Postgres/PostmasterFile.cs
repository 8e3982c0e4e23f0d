using System.Globalization;
using FhirHub.LocalMongo.Daemon;

namespace FhirHub.LocalMongo.Postgres;

/// <summary>Reads <c>postmaster.pid</c> and tells whether the process it names really is the server of that folder.</summary>
internal static class PostmasterFile
{
    /// <summary>The id of the running server of the folder; null when none runs.</summary>
    public static int? RunningProcess(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse(FirstLine(file), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        return IsServerOf(id, dataFolder) ? id : null;
    }

    /// <summary>Whether the folder's last server ended without removing its file, so without shutting down.</summary>
    public static bool IsLeftBehind(string dataFolder) =>
        File.Exists(Path.Combine(dataFolder, "postmaster.pid")) && RunningProcess(dataFolder) is null;

    // A process id alone proves nothing, ids are reused: the server's command line names its folder.
    public static bool IsServerOf(int id, string dataFolder) => ProcessIdentity.Runs(id, "-D", dataFolder);

    private static string? FirstLine(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault()?.Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
