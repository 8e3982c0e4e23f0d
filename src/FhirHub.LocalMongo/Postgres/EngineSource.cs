using Npgsql;

namespace FhirHub.LocalMongo.Postgres;

/// <summary>How the engine is reached: over its Unix socket only.</summary>
internal static class EngineSource
{
    public static NpgsqlDataSource Create(string socketFolder)
    {
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = socketFolder,
            Username = "postgres",
            Database = "postgres",
            ApplicationName = "fhirhub",
            Pooling = false,
            Timeout = 15,
            CommandTimeout = 0,
            ReadBufferSize = 16 * 1024,
            WriteBufferSize = 16 * 1024,
        };
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString);
        // Only text, numbers and bytes cross this connection; asking for the engine's own types would slow each opening.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build();
    }
}
