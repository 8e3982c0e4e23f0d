using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>
/// Residents who have cards by an operation, or whose record was merged. A card may be cancelled by writing the Patient, which is how cards end that nobody is
/// to have any more; then the record may be deleted.
/// </summary>
internal sealed class KeptPatient(IdentifierSystems systems)
    : KeptType<Patient>(HealthCardRules.Kept, "Patient/$issue-health-card, Patient/[id]/$bind-card, $unbind-card, $suspend-health-card or $reissue-health-card; of merged records Patient/$merge or $unmerge")
{
    private const string Cards = "identifier";

    public override IReadOnlyList<KeptElement<Patient>> Elements { get; } =
    [
        new(Cards, p => p.Identifier.Where(i => CardKind.Of(i, systems) is not null).OrderBy(i => $"{i.System}|{i.Value}", StringComparer.Ordinal)),
        new("link", p => p.Link.Where(IsMerge).SelectMany(l => new Base?[] { l.TypeElement, l.Other })),
        new("active", p => CardHolder.ReplacedBy(p) is null ? [] : [p.ActiveElement]),
    ];

    public override bool Keeps(Patient resource) => resource.Identifier.Exists(CardIdentifiers.SaysState) || resource.Link.Exists(IsMerge);

    public override bool HasEnded(Patient resource) => !resource.Link.Exists(IsMerge) && !resource.Identifier.Exists(i => CardIdentifiers.SaysState(i) && CardIdentifiers.IsCurrent(i));

    protected override bool IsOwn(string element, Patient before, Patient after)
    {
        if (element != Cards)
            return false;
        var (old, now) = (CardsOf(before), CardsOf(after));
        return old.Count == now.Count && old.Zip(now).All(p => p.First.IsExactly(p.Second) || IsCancelled(p.First, p.Second));
    }

    private List<Identifier> CardsOf(Patient patient) => [.. Elements[0].Values(patient).Cast<Identifier>()];

    private static bool IsCancelled(Identifier before, Identifier after) =>
        CardIdentifiers.StateOf(after) == CardIdentifiers.Cancelled
        && before.System == after.System && before.Value == after.Value
        && CardIdentifiers.StatedKindOf(before) == CardIdentifiers.StatedKindOf(after);

    private static bool IsMerge(Patient.LinkComponent link) => link.Type is Patient.LinkType.Replaces or Patient.LinkType.ReplacedBy;
}
