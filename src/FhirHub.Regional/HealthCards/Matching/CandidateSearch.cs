using FhirHub.Engine.Search.Parsing;
using FhirHub.Regional.HealthCards.Numbers;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards.Matching;

/// <summary>Finds the records that may be of a person, each way by an index and with a limit, so that a match never reads the whole registry.</summary>
internal sealed class CandidateSearch(Ledger ledger, IdentifierSystems systems, int limit)
{
    private readonly Dictionary<string, Reading<Patient>> _found = new(StringComparer.Ordinal);

    /// <summary>Ways that have found more than the limit, so that some are left out.</summary>
    public List<string> Cut { get; } = [];

    public IReadOnlyCollection<Reading<Patient>> Found => _found.Values;

    public async Task FindAsync(PersonTraits asked, CancellationToken cancellationToken)
    {
        foreach (var (kind, number) in asked.Documents)
            await AddAsync("document", systems.Criteria(kind.System, number), cancellationToken);
        foreach (string card in asked.Cards)
            await AddAsync("card", systems.Criteria(card.Split('|')[0], card.Split('|', 2)[1]), cancellationToken);
        foreach (string phone in asked.Phones)
            await AddAsync("phone", SearchText.Write([new("phone", phone)]), cancellationToken);
        if (asked.BirthDate is not { } born)
            return;
        foreach (string name in asked.Names.Union(asked.Readings))
            await AddAsync("name", SearchText.Write([new("name", name), new("birthdate", born[..4])]), cancellationToken);
        if (born.Length == 10)
            await AddAsync("birth date", SearchText.Write(asked.Sex is { } sex ? [new("birthdate", born), new("gender", sex)] : [new("birthdate", born)]), cancellationToken);
    }

    private async Task AddAsync(string way, string criteria, CancellationToken cancellationToken)
    {
        var found = await ledger.SearchAsync<Patient>(criteria, limit + 1, cancellationToken);
        if (found.Count > limit)
            Cut.Add(way);
        foreach (var patient in found.Take(limit).Where(p => CardHolder.ReplacedBy(p.Resource) is null))
            _found.TryAdd(patient.Key.ToString(), patient);
    }
}
