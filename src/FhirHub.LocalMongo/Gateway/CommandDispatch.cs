using FhirHub.LocalMongo.Daemon;
using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Gateway.Sessions;
using FhirHub.LocalMongo.Wire;

namespace FhirHub.LocalMongo.Gateway;

/// <summary>From a message to its reply: look up, check, join the transaction, run, translate what fails.</summary>
internal sealed class CommandDispatch(GatewayParts gateway, BoundedLog log)
{
    public async ValueTask<Reply> RunAsync(WireMessage message, ClientConnection client, CancellationToken gone)
    {
        try
        {
            var request = CommandRequest.Parse(message);
            var command = CommandTable.Find(request.Name)
                ?? throw new MongoFault(MongoCode.CommandNotFound, $"no such command: '{request.Name}'");
            Check(request, command);
            var transaction = request.InTransaction && !command.EndsTransaction ? await gateway.Transactions.ForAsync(request) : null;
            var reply = await RunTimedAsync(command, request, transaction, client, gone);
            return command.Writes ? WriteConcernCheck.Apply(request.WriteConcern, reply) : reply;
        }
        catch (MongoFault fault)
        {
            return Reply.From(fault.ToBsonDocument());
        }
        catch (Exception e) when (e is not (EngineLostException or WireFormatException or OperationCanceledException))
        {
            log.Write($"internal error: {e}");
            return Reply.From(new MongoFault(MongoCode.InternalError, e.Message).ToBsonDocument());
        }
    }

    private async ValueTask<Reply> RunTimedAsync(
        Command command, CommandRequest request, Transaction? transaction, ClientConnection client, CancellationToken gone)
    {
        // getMore's maxTimeMS is a waiting time of tailable cursors, not a limit.
        if (request.MaxTimeMs == 0 || request.Name == "getMore")
            return await command.Run(new CommandContext(request, gateway, client, transaction, gone));
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(request.MaxTimeMs), gateway.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, gone);
        try
        {
            return await command.Run(new CommandContext(request, gateway, client, transaction, either.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or MongoFault { Code: MongoCode.Interrupted } && limit.IsCancellationRequested)
        {
            throw new MongoFault(MongoCode.MaxTimeExpired, "operation exceeded time limit");
        }
    }

    private static void Check(CommandRequest request, Command command)
    {
        if (request.InTransaction && !command.InTransaction)
            throw MongoFault.NotInTransaction(request.Name);
        if (command.EndsTransaction && !request.InTransaction)
            throw MongoFault.Invalid($"{request.Name} must be run within a transaction");
        if (!request.InTransaction && request.TransactionNumber is not null && !command.Retryable)
            throw new MongoFault(50768, "txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and "
                + $"{request.Name} is not a retryable write command.");
        CheckReadConcern(request);
    }

    private static void CheckReadConcern(CommandRequest request)
    {
        if (request.ReadConcern is not { } concern)
            return;
        if (concern.Contains("afterClusterTime") || concern.Contains("atClusterTime"))
            throw MongoFault.Invalid("This local database keeps no cluster time: afterClusterTime and atClusterTime are not supported");
        var level = concern.GetValue("level", "local").ToString();
        if (level is not ("local" or "majority" or "available" or "linearizable" or "snapshot"))
            throw new MongoFault(MongoCode.FailedToParse, $"Enumeration value '{level}' for field 'readConcern.level' is not a valid value.");
        if (level == "snapshot" && !request.InTransaction)
            throw MongoFault.Invalid("This local database reads snapshots only in transactions");
    }
}
