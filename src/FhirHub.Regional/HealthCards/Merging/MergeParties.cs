using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>Finds the records that a call names, by reference or by identifiers.</summary>
internal sealed class MergeParties(IdentifierSystems systems)
{
    /// <param name="call">That names it.</param>
    /// <param name="ledger">Where to look.</param>
    /// <param name="party"><c>source-patient</c> or <c>target-patient</c>.</param>
    /// <param name="preferred">What it is where several have the identifiers: after a merge both records have those of the source.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="FhirException">Invalid, or refused: it names none, or not one.</exception>
    public async Task<Reading<Patient>> FindAsync(OperationCall call, Ledger ledger, string party, Func<Reading<Patient>, bool> preferred, CancellationToken cancellationToken)
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
        if (found.Count > 1 && found.Exists(f => preferred(f)))
            found = found.FindAll(f => preferred(f));
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
        if (identifiers.Any(i => i is not { System.Length: > 0, Value.Length: > 0 }))
            throw Fault.Invalid("merge-identifier-incomplete", "An identifier that names a record has a system and a value.", "指明档案的标识须有编号体系和号码。");
        string criteria = string.Join('&', identifiers.Select(i => systems.Criteria(i.System!, i.Value!)));
        var found = await ledger.SearchAsync<Patient>(criteria, limit: 50, cancellationToken);
        return
        [
            .. found.Where(f => identifiers.All(asked => f.Resource.Identifier.Exists(i => i.Value == asked.Value && systems.PreferredOf(i.System) == systems.PreferredOf(asked.System)))),
        ];
    }
}
