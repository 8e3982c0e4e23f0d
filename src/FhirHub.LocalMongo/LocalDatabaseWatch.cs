using FhirHub.LocalMongo.Daemon;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo;

/// <summary>
/// Held by a long-lived client process such as the server: when the database's daemon dies it is started again within about a second,
/// on the same port, so that the driver finds it where it was. While held, the daemon does not stop for want of clients.
/// </summary>
public sealed class LocalDatabaseWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stopping = new();
    private readonly LocalDatabaseOptions options;
    private readonly IProgress<string>? progress;
    private readonly Task watching;

    private LocalDatabaseWatch(LocalDatabaseInstance instance, LocalDatabaseOptions options, IProgress<string>? progress)
    {
        this.options = options;
        this.progress = progress;
        Instance = instance;
        watching = Task.Run(WatchAsync);
    }

    /// <summary>As last seen; the port stays the same unless another program took it.</summary>
    public LocalDatabaseInstance Instance { get; private set; }

    /// <param name="instance">What <see cref="LocalDatabase.EnsureStartedAsync"/> gave.</param>
    /// <param name="options">The same that it was given.</param>
    /// <param name="progress">Told when the database had to be started again.</param>
    public static LocalDatabaseWatch Start(LocalDatabaseInstance instance, LocalDatabaseOptions options, IProgress<string>? progress = null) =>
        new(instance, options, progress);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching;
        stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await UntilSilentAsync(stopping.Token);
                await RestartAsync(stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    // One open connection tells of the death of the daemon, and keeps the daemon from stopping for want of clients.
    private async Task UntilSilentAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var client = await WireClient.ConnectAsync(Instance.Port, cancellationToken);
            while (true)
            {
                await client.RunAsync(new BsonDocument("ping", 1), cancellationToken);
                await Task.Delay(Interval, options.Time, cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or WireFormatException)
        {
            return;
        }
    }

    private async Task RestartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var before = Instance;
            Instance = await LocalDatabase.EnsureStartedAsync(options, progress, cancellationToken);
            if (Instance.ProcessId != before.ProcessId)
                progress?.Report($"The local database was gone and has been started again ({Instance.ConnectionString}).");
            if (Instance.Port != before.Port)
                progress?.Report($"Port {before.Port} was taken by another program meanwhile; restart this process to use the new one.");
        }
        catch (LocalDatabaseException e)
        {
            progress?.Report($"The local database is gone and does not start: {e.Message}");
            await Task.Delay(Interval, options.Time, cancellationToken);
        }
    }
}
