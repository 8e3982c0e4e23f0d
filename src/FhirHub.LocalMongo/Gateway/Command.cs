using FhirHub.LocalMongo.Wire;

namespace FhirHub.LocalMongo.Gateway;

/// <summary>One entry of the command table.</summary>
/// <param name="InTransaction">MongoDB allows it in a multi-document transaction.</param>
internal sealed record Command(string Name, Func<CommandContext, ValueTask<Reply>> Run, bool InTransaction = false)
{
    /// <summary>Takes <c>txnNumber</c> without a transaction: a retryable write.</summary>
    public bool Retryable { get; init; }

    /// <summary>Acts on the transaction itself instead of inside it.</summary>
    public bool EndsTransaction { get; init; }

    /// <summary>Accepts <c>writeConcern</c> and reports one that cannot be satisfied.</summary>
    public bool Writes { get; init; }
}
