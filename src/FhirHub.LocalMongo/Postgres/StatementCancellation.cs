using Npgsql;

namespace FhirHub.LocalMongo.Postgres;

/// <summary>Cancels statements over a connection of its own, again and again until they end: one that had not begun yet misses the first.</summary>
internal sealed class StatementCancellation(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public void Begin(RunningStatement statement) => _ = Task.Run(() => CancelAsync(statement));

    private async Task CancelAsync(RunningStatement statement)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand("SELECT pg_cancel_backend($1)", connection) { Parameters = { new NpgsqlParameter<int> { TypedValue = statement.Backend } } };
            while (!statement.HasEnded)
            {
                await command.ExecuteNonQueryAsync();
                await Task.Delay(Pause, time);
            }
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            // The engine is gone, and the statement with it.
            return;
        }
    }
}
