using FhirHub.LocalMongo.Gateway.Sessions;
using FhirHub.LocalMongo.Postgres;
using FhirHub.LocalMongo.Wire;
using Npgsql;

namespace FhirHub.LocalMongo.Gateway;

/// <summary>One running command: its request, the gateway's parts and the transaction it belongs to, if any.</summary>
internal sealed record CommandContext(
    CommandRequest Request, GatewayParts Gateway, ClientConnection Client, Transaction? Transaction, CancellationToken Cancellation)
{
    public ValueTask<T> QueryAsync<T>(Statement statement, StatementArguments arguments, Func<NpgsqlDataReader, T> read) =>
        Transaction is null
            ? Gateway.Statements.QueryAsync(statement, arguments, read, Cancellation)
            : Transaction.QueryAsync(statement, arguments, read, Cancellation);

    /// <summary>The request's own database and document, as most statements take them.</summary>
    public StatementArguments Arguments => new()
    {
        Database = Request.Database,
        Document = Request.Document,
        Sequence = Request.Sequence,
        Name = Request.Target,
    };

    public static Reply ReadDocument(NpgsqlDataReader row) => EngineRow.Document(row, 0);
}
