namespace FhirHub.LocalMongo;

/// <summary>How the local database is to be.</summary>
public sealed record LocalDatabaseOptions
{
    /// <summary>
    /// True for a development server: a commit survives the crash of anything. False for tests: faster, all data is lost when
    /// machine or server crashes. Each has its own data folder, so both can run at once.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>
    /// The folder that holds all data, absolute or relative to the current one. Default: <c>.fhirhub</c> beside <c>FhirHub.sln</c>,
    /// looked for upwards from the current folder and from the program; outside of a repository a folder of the user's.
    /// </summary>
    public string? DataRoot { get; init; }

    /// <summary>The daemon stops by itself after this long without a client.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromMinutes(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
