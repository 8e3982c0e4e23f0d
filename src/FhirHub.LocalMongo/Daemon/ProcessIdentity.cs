namespace FhirHub.LocalMongo.Daemon;

/// <summary>Tells whether a process id still means the process it once did.</summary>
internal static class ProcessIdentity
{
    /// <summary>Alive, and started with these two arguments one after the other.</summary>
    public static bool Runs(int id, string option, string value)
    {
        try
        {
            var arguments = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
            var place = Array.IndexOf(arguments, option);
            return place >= 0 && arguments.ElementAtOrDefault(place + 1) == value && !IsZombie(id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Exists and has not ended: a zombie that nobody collects is dead.</summary>
    public static bool IsAlive(int id)
    {
        if (!OperatingSystem.IsLinux())
            return Signals.Exists(id);
        try
        {
            return !IsZombie(id);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool IsZombie(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z');
    }
}
