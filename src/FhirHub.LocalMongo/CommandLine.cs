using FhirHub.LocalMongo.Daemon;

namespace FhirHub.LocalMongo;

/// <summary>The program for people (start, stop, status) and the daemon's hidden <c>run</c>.</summary>
internal static class CommandLine
{
    private const string Help = """
        The local database of FhirHub: a MongoDB for development and tests.

        Usage: FhirHub.LocalMongo <command> [options]

        Commands:
          start     start it (installing the engine where needed) and print its connection string
          stop      stop it cleanly
          status    tell whether it runs; exit code 0 if so, else 1

        Options:
          --test             the throw-away database of the tests instead of the durable one
          --data-root DIR    where the data is kept (default: .fhirhub beside FhirHub.sln)
          --idle-minutes N   start: stop by itself after so long without a client (default 10)
          --help
        """;

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        if (args is ["run", .. var rest])
            return await DaemonHost.RunAsync(DaemonOptions.FromArguments(Pairs(rest)), time);
        if (args.Length == 0 || args.Contains("--help") || args.Contains("-h"))
        {
            Console.WriteLine(Help);
            return args.Length == 0 ? 2 : 0;
        }
        try
        {
            return await RunForPeopleAsync(args[0], Options(args[1..]));
        }
        catch (Exception e) when (e is LocalDatabaseException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> RunForPeopleAsync(string command, LocalDatabaseOptions options)
    {
        switch (command)
        {
            case "start":
                Print(await LocalDatabase.EnsureStartedAsync(options, new ConsoleProgress()));
                return 0;
            case "stop":
                Console.WriteLine(await LocalDatabase.StopAsync(options) ? "Stopped." : "It was not running.");
                return 0;
            case "status":
                if (await LocalDatabase.FindAsync(options) is not { } found)
                {
                    Console.WriteLine("Not running.");
                    return 1;
                }
                Print(found);
                return 0;
            default:
                throw new LocalDatabaseException($"Unknown command '{command}'; --help lists the commands.");
        }
    }

    private static LocalDatabaseOptions Options(string[] args)
    {
        var options = new LocalDatabaseOptions();
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--test" => options with { Durable = false },
                "--data-root" when i + 1 < args.Length => options with { DataRoot = args[++i] },
                "--idle-minutes" when i + 1 < args.Length && double.TryParse(args[i + 1], out var minutes) && minutes > 0 =>
                    options with { IdleLimit = TimeSpan.FromMinutes(double.Parse(args[++i], System.Globalization.CultureInfo.InvariantCulture)) },
                _ => throw new LocalDatabaseException($"Unknown or incomplete option '{args[i]}'; --help lists the options."),
            };
        }
        return options;
    }

    private static void Print(LocalDatabaseInstance instance)
    {
        Console.WriteLine(instance.ConnectionString);
        Console.WriteLine($"  {instance.Engine}, process {instance.ProcessId}, data in {instance.DataFolder}");
    }

    private static Dictionary<string, string> Pairs(string[] args) =>
        args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Writes at once and in order, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class ConsoleProgress : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
