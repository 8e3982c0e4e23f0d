namespace FhirHub.LocalMongo.Daemon;

/// <summary>What the hidden subcommand <c>run</c> is told on its command line.</summary>
internal sealed record DaemonOptions
{
    public required string DataFolder { get; init; }

    public required bool Durable { get; init; }

    public required EngineChoice Engine { get; init; }

    /// <summary>Without a client for this long the daemon stops.</summary>
    public required TimeSpan IdleLimit { get; init; }

    public IEnumerable<string> ToArguments() =>
    [
        "run", "--data", DataFolder, "--durable", Durable ? "true" : "false", "--engine", Engine.Kind.ToString(), "--engine-path", Engine.Path,
        "--idle", IdleLimit.ToString("c", System.Globalization.CultureInfo.InvariantCulture),
    ];

    public static DaemonOptions FromArguments(IReadOnlyDictionary<string, string> arguments) => new()
    {
        DataFolder = arguments["--data"],
        Durable = bool.Parse(arguments["--durable"]),
        Engine = new EngineChoice(Enum.Parse<EngineKind>(arguments["--engine"]), arguments["--engine-path"]),
        IdleLimit = TimeSpan.Parse(arguments["--idle"], System.Globalization.CultureInfo.InvariantCulture),
    };
}
