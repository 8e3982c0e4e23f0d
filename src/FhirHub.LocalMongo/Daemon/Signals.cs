using System.Runtime.InteropServices;

namespace FhirHub.LocalMongo.Daemon;

/// <summary>Signals to one process, by its id.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;

    public static bool Send(int processId, int signal) => processId > 1 && KillCall(processId, signal) == 0;

    public static bool Exists(int processId) => processId > 1 && KillCall(processId, 0) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int KillCall(int processId, int signal);
}
