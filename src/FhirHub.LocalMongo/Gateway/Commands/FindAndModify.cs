using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Postgres;
using FhirHub.LocalMongo.Wire;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <summary>https://www.mongodb.com/docs/manual/reference/command/findAndModify/</summary>
internal static class FindAndModify
{
    public static async ValueTask<Reply> RunAsync(CommandContext context)
    {
        context.Request.RequireTarget();
        var (once, arguments) = await RetryableWrite.PrepareAsync(context);
        try
        {
            return await context.QueryAsync(
                once ? Statement.FindAndModifyOnce : Statement.FindAndModify, arguments, CommandContext.ReadDocument);
        }
        catch (MongoFault fault) when (fault.Code == MongoCode.DuplicateKey)
        {
            throw await DuplicateKey.DescribeAsync(context, fault);
        }
    }
}
