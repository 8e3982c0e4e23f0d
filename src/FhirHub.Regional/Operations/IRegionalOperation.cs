using FhirHub.Engine.Errors;

namespace FhirHub.Regional.Operations;

/// <summary>An operation whose rules come from a policy.</summary>
public interface IRegionalOperation
{
    OperationSignature Signature { get; }

    /// <summary>
    /// What its calls take turns by, beside the resources they change: keys of what must be made once. They are stored for a while, hashed.
    /// </summary>
    IReadOnlyCollection<string> Turns(OperationCall call) => [];

    /// <summary>The same, where only reading tells; what is read here is read again in the transaction, and may be another then.</summary>
    /// <param name="call">Who calls, with what.</param>
    /// <param name="ledger">Reads outside the transaction; nothing may be staged.</param>
    /// <param name="cancellationToken">Given up.</param>
    Task<IReadOnlyCollection<string>> TurnsAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken) => Task.FromResult(Turns(call));

    /// <summary>Carries it out. It may run again: nothing but what it stages may change.</summary>
    /// <param name="call">Who calls, with what.</param>
    /// <param name="ledger">What it reads, and what it stages to be written.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="FhirException">It is refused; nothing is changed.</exception>
    Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken);
}
