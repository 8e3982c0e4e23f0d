using FhirHub.LocalMongo.Postgres;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>A write that its client may send again: outside of a transaction, with a session and a number of its own.</summary>
internal static class RetryableWrite
{
    /// <summary>Whether the write is one, and the arguments of its statement, which then name session and number.</summary>
    public static async ValueTask<(bool Once, StatementArguments Arguments)> PrepareAsync(CommandContext context)
    {
        var request = context.Request;
        if (context.Transaction is not null || request.TransactionNumber is not { } number)
            return (false, context.Arguments);
        await context.Gateway.Transactions.SupersedeAsync(request.Session!.Value, number);
        return (true, context.Arguments with { Session = request.Session!.Value.ToByteArray(), Number = number });
    }
}
