using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Storage;

/// <summary>
/// The collections of one FhirHub database. Layout and its reasons: <c>src/decisions/0003-storage.md</c>.
/// </summary>
public sealed class FhirDatabase : IDisposable
{
    private readonly MongoClient _client;
    private readonly IMongoDatabase _database;
    private readonly MongoOptions _options;

    public FhirDatabase(MongoOptions options)
    {
        _options = options;
        var settings = MongoClientSettings.FromConnectionString(options.ConnectionString);
        // Durable and current, whatever the connection string says: an acknowledged write survives a failover, and a read sees it.
        settings.WriteConcern = WriteConcern.WMajority;
        // What is told to a client must not be rolled back afterwards. Reasons and costs: src/decisions/0003-storage.md.
        settings.ReadConcern = ReadConcern.Majority;
        settings.ReadPreference = ReadPreference.Primary;
        settings.RetryReads = true;
        settings.RetryWrites = true;
        SetWhereSilent(settings, options.ConnectionString, options.OperationTimeout);
        settings.ClusterConfigurator = options.ObserveCluster;
        _client = new MongoClient(settings);
        _database = _client.GetDatabase(options.Database);
        Resources = _database.GetCollection<ResourceDocument>("resources");
        History = _database.GetCollection<HistoryDocument>("history");
        Superseded = _database.GetCollection<SupersededDocument>("superseded");
        Chunks = _database.GetCollection<ChunkDocument>("chunks");
    }

    internal IMongoCollection<ResourceDocument> Resources { get; }

    internal IMongoCollection<HistoryDocument> History { get; }

    internal IMongoCollection<SupersededDocument> Superseded { get; }

    internal IMongoCollection<ChunkDocument> Chunks { get; }

    /// <summary>Tells of this node's own commits.</summary>
    public WriteSignal Signal { get; } = new();

    /// <summary>Another collection, for the folders that keep their own: jobs, locks.</summary>
    internal IMongoCollection<T> Collection<T>(string name) => _database.GetCollection<T>(name);

    /// <summary>How long pages of a search can be asked for after it began.</summary>
    internal TimeSpan PageLifetime => _options.PageLifetime;

    internal int InlineLimit => _options.InlineLimit;

    /// <summary>Creates what is missing; safe to run on every start and by several nodes at once.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => DriverErrors.Translate(async () =>
    {
        var resources = new List<CreateIndexModel<ResourceDocument>>
        {
            new(IndexKeys.Updated),
            new(IndexKeys.UpdatedOfAll),
            new(IndexKeys.Tokens),
            new(IndexKeys.Order),
        };
        if (_options.IndexReferences)
            resources.Add(new CreateIndexModel<ResourceDocument>("{ references: 1 }"));
        await Resources.Indexes.CreateManyAsync(resources, cancellationToken);
        await History.Indexes.CreateManyAsync(
            [
                new(IndexKeys.HistoryOfResource),
                new(IndexKeys.HistoryOfType),
                new(IndexKeys.HistoryOfAll),
            ],
            cancellationToken);
        await Superseded.Indexes.CreateManyAsync(
            [
                new(IndexKeys.Tokens),
                new(IndexKeys.Order),
                new("{ type: 1, lastUpdated: -1, key: -1 }"),
                new("{ key: 1 }"),
                new(IndexKeys.SupersededBy),
                new("{ expires: 1 }", new CreateIndexOptions { ExpireAfter = TimeSpan.Zero }),
            ],
            cancellationToken);
        await EnsureCollectionAsync("chunks", cancellationToken);
    });

    /// <summary>Creates a collection that has no index which would create it: one that a transaction creates on first use costs it a conflict.</summary>
    internal async Task EnsureCollectionAsync(string name, CancellationToken cancellationToken)
    {
        var existing = await (await _database.ListCollectionNamesAsync(cancellationToken: cancellationToken)).ToListAsync(cancellationToken);
        if (!existing.Contains(name))
            await CreateCollectionAsync(name, cancellationToken);
    }

    /// <summary>Whether the database answers.</summary>
    /// <exception cref="Errors.FhirException">Transient: it does not.</exception>
    public Task PingAsync(CancellationToken cancellationToken) => DriverErrors.Translate(
        () => _database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: cancellationToken));

    /// <summary>
    /// Runs <paramref name="body"/> in a transaction and commits it, again from the start when the database says that
    /// this may help: the body has no effect outside the session. When the body aborts the transaction itself, nothing is committed.
    /// </summary>
    /// <remarks>Goes on when the request is given up, so that its outcome does not hang on chance; the operation's limit bounds it.</remarks>
    internal Task<T> InTransactionAsync<T>(Func<IClientSessionHandle, CancellationToken, Task<T>> body) => LimitedAsync(async token =>
    {
        using var session = await _client.StartSessionAsync(cancellationToken: token);
        return await session.WithTransactionAsync(body, TransactionOptions, token);
    });

    /// <summary>Runs a write that the end of its request does not stop, for as long as one operation may take.</summary>
    internal Task<T> LimitedAsync<T>(Func<CancellationToken, Task<T>> write) => DriverErrors.Translate(async () =>
    {
        using var limit = new CancellationTokenSource(_options.OperationTimeout);
        try
        {
            return await write(limit.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException("The operation's time is up.", e);
        }
    });

    public void Dispose() => _client.Dispose();

    /// <summary>Defaults for options that the connection string does not give.</summary>
    private static void SetWhereSilent(MongoClientSettings settings, string connectionString, TimeSpan operationTimeout)
    {
        settings.ApplicationName ??= "FhirHub";
        if (!connectionString.Contains("serverSelectionTimeoutMS", StringComparison.OrdinalIgnoreCase))
            settings.ServerSelectionTimeout = TimeSpan.FromSeconds(10);
        if (!connectionString.Contains("socketTimeoutMS", StringComparison.OrdinalIgnoreCase))
            settings.SocketTimeout = operationTimeout;
    }

    private static readonly TransactionOptions TransactionOptions =
        new(ReadConcern.Snapshot, ReadPreference.Primary, WriteConcern.WMajority);

    private async Task CreateCollectionAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await _database.CreateCollectionAsync(name, cancellationToken: cancellationToken);
        }
        catch (MongoCommandException e) when (e.Code == DriverErrors.NamespaceExists)
        {
            // Another node was faster.
            return;
        }
    }
}
