using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>Finds the records that a call names, by reference or by identifiers.</summary>
internal sealed class MergeParties(IdentifierSystems systems)
{
    /// <param name="party"><c>source-patient</c> or <c>target-patient</c>.</param>
    /// <exception cref="FhirException">Invalid, or refused: it names none, or not one.</exception>
    public async Task<Reading<Patient>> FindAsync(OperationCall call, Ledger ledger, string party, CancellationToken cancellationToken)
    {
        var identifiers = call.Input.All<Identifier>(party + "-identifier");
        Reading<Patient>? named = null;
        if (call.Input.Find<ResourceReference>(party) is { } reference)
            named = await ledger.GetAsync<Patient>(reference, call.Input.PathOf(party), cancellationToken);
        else if (identifiers.Count == 0)
            throw Fault.Invalid("merge-party-missing", $"Give {party}, or {party}-identifier.", $"请给出 {party} 或 {party}-identifier。");
        if (identifiers.Count == 0)
            return named!;
        var found = await FindAsync(ledger, identifiers, cancellationToken);
        if (named is not null)
            found = [.. found.Where(f => f.Key == named.Key)];
        return found switch
        {
            [var only] => only,
            [] => throw MergeRules.Unknown.Refuse(PolicySource.Default, party),
            _ => throw MergeRules.Ambiguous.Refuse(PolicySource.Default, party, string.Join(", ", found.Select(f => f.Key.ToString()).Order(StringComparer.Ordinal))),
        };
    }

    /// <summary>The records that have every one of them.</summary>
    private async Task<List<Reading<Patient>>> FindAsync(Ledger ledger, IReadOnlyList<Identifier> identifiers, CancellationToken cancellationToken)
    {
        var first = identifiers[0];
        if (first.System is not { Length: > 0 } || first.Value is not { Length: > 0 })
            throw Fault.Invalid("merge-identifier-incomplete", "An identifier that names a record has a system and a value.", "指明档案的标识须有编号体系和号码。");
        var found = await ledger.SearchAsync<Patient>(systems.Criteria(first.System, first.Value), limit: 50, cancellationToken);
        return
        [
            .. found.Where(f => identifiers.All(asked => f.Resource.Identifier.Exists(i => i.Value == asked.Value && systems.PreferredOf(i.System) == systems.PreferredOf(asked.System)))),
        ];
    }
}
