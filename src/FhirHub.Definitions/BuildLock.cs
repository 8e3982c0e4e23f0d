using System.Diagnostics;

namespace FhirHub.Definitions;

/// <summary>Lets one build at a time into a folder; the operating system drops the lock of a build that was killed.</summary>
internal static class BuildLock
{
    private static readonly TimeSpan OtherBuild = TimeSpan.FromMinutes(10);

    /// <summary>Held until the stream is disposed.</summary>
    public static async Task<FileStream> TakeAsync(string file)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (waited.Elapsed > OtherBuild)
            {
                throw new DefinitionsException($"another build has held {file} for {OtherBuild.TotalMinutes:0} minutes", e);
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }
        }
    }
}
