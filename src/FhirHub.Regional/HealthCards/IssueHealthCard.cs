using FhirHub.Engine.Errors;
using FhirHub.Regional.HealthCards.Keys;
using FhirHub.Regional.HealthCards.Numbers;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace FhirHub.Regional.HealthCards;

/// <summary><c>Patient/$issue-health-card</c>: one person, one card. The same document always gives the same card, whoever asks, and how often.</summary>
internal sealed class IssueHealthCard(HealthCardKeys keys, IdentifierSystems systems) : IRegionalOperation
{
    /// <summary>Numbers have been given out since 1984, to nobody born before.</summary>
    private const string Oldest = "1860-01-01";

    public OperationSignature Signature { get; } = new("issue-health-card", "Patient", "issue-health-card", OperationLevel.Type, AffectsState: true) { TraceEvent = "card-issued" };

    public IReadOnlyCollection<string> Turns(OperationCall call) =>
        PersonalDocument.Of(call.Input.GetResource<Patient>("patient").Identifier, systems) is { } document ? [$"person:{document.Kind.Code}:{document.Value}"] : [];

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var given = call.Input.GetResource<Patient>("patient");
        var document = PersonalDocument.Of(given.Identifier, systems) ?? throw HealthCardRules.NoDocument.Refuse(
            PolicySource.Default, string.Join(", ", DocumentKind.All.Select(k => k.English)), string.Join("、", DocumentKind.All.Select(k => k.Chinese)));
        if (given.Identifier.Exists(i => CardKind.Of(i, systems) is not null))
            throw Fault.Invalid("cards-given", "This call issues a card; others are bound by $bind-card.", "本操作用于发卡；其他卡由 $bind-card 绑定。", call.Input.PathOf("patient") + ".resource.identifier");
        if (given.Active == false)
            throw Fault.Parameter("A card is issued to who is active.", "停用的档案不能发卡。", call.Input.PathOf("patient") + ".resource.active");
        Check(given, document, CardHolder.Day(call.Now));
        var known = await KnownAsync(ledger, document, cancellationToken);
        if (known is not null)
            RequireSamePerson(known, given);
        var cards = known is null ? [] : CardIdentifiers.HealthCardsOf(known.Resource, systems);
        if (cards.FirstOrDefault(CardIdentifiers.IsCurrent) is { } current)
            return Answer(new OperationAnswer().AddStored("patient", known!.Key), current, created: false);
        string number = await IssuedNumbers.NextAsync(call, ledger, keys, document, cards.Count, cancellationToken);
        var card = CardIdentifiers.NewHealthCard(number, CardHolder.Day(call.Now), call.Organization is { } by ? new ResourceReference(by.Reference) { Display = by.Name } : null);
        var holder = known is null ? ledger.Create(Completed(given, card, document)) : Extended(ledger, known, given, card, document);
        CardHolder.Notify(call, ledger, References.Find(holder)!.Value, "issued");
        return Answer(new OperationAnswer().AddStored("patient", holder), card, created: true);
    }

    /// <summary>The person, alone: what is not consistent is told at once.</summary>
    private static void Check(Patient given, PersonalDocument document, string today)
    {
        var findings = new Rules.Findings();
        if (document.Fault is var (english, chinese))
            findings.Require(false, HealthCardRules.NumberInvalid, PolicySource.Default, document.Kind.English, document.Kind.Chinese, english, chinese);
        findings.Require(PersonName.Of(given).Count > 0, HealthCardRules.NameMissing, PolicySource.Default);
        if (document.Says is { } says)
        {
            bool isOfNow = string.CompareOrdinal(says.BirthDate, today) <= 0 && string.CompareOrdinal(says.BirthDate, Oldest) >= 0;
            findings.Require(isOfNow, HealthCardRules.NumberInvalid, PolicySource.Default, document.Kind.English, document.Kind.Chinese, $"nobody living was born on {says.BirthDate}", $"在世者无人出生于 {says.BirthDate}");
            string? sex = given.Gender?.GetLiteral();
            findings.Require(given.BirthDate is null || says.BirthDate.StartsWith(given.BirthDate, StringComparison.Ordinal), HealthCardRules.BirthDateDiffers, PolicySource.Default, given.BirthDate ?? string.Empty, says.BirthDate);
            findings.Require(sex is not ("male" or "female") || sex == says.Gender, HealthCardRules.SexDiffers, PolicySource.Default, sex ?? string.Empty, says.Gender);
        }

        if (CardHolder.IsDeceased(given))
            findings.Require(false, HealthCardRules.NotLiving, PolicySource.Default, "Patient");
        findings.ThrowIfAny();
    }

    /// <summary>The one record that has the document; null for none.</summary>
    private async Task<Reading<Patient>?> KnownAsync(Ledger ledger, PersonalDocument document, CancellationToken cancellationToken)
    {
        var named = await CardHolder.SearchAsync(ledger, systems, document.Kind.System, document.Value, cancellationToken);
        var found = named.Where(p => PersonalDocument.IsOf(p.Resource.Identifier, systems, document.Kind.System, document.Value)).ToList();
        if (found.Count <= 1)
            return found.Count == 0 ? null : found[0];
        // A person with several records has one card all the same: where one of them has it, that is the person's.
        return found.Where(p => CardIdentifiers.HealthCardsOf(p.Resource, systems).Any(CardIdentifiers.IsCurrent)).ToList() is [var only]
            ? only
            : throw HealthCardRules.SeveralRecords.Refuse(PolicySource.Default, string.Join(", ", found.Select(p => p.Key.ToString()).Order(StringComparer.Ordinal)));
    }

    /// <exception cref="FhirException">Refused: the record is somebody else's, or of somebody who is not living.</exception>
    private static void RequireSamePerson(Reading<Patient> known, Patient given)
    {
        CardHolder.RequireCurrent(known);
        var names = PersonName.Of(known.Resource);
        if (names.Count > 0 && !names.Overlaps(PersonName.Of(given)))
            throw HealthCardRules.NameDiffers.Refuse(PolicySource.Default, known.Key);
    }

    /// <summary>A new record of what is given.</summary>
    private Patient Completed(Patient given, Identifier card, PersonalDocument document)
    {
        var patient = (Patient)given.DeepCopy();
        patient.Meta = null;
        patient.Link = [];
        patient.Active = true;
        Complete(patient, patient, card, document);
        return patient;
    }

    private ResourceReference Extended(Ledger ledger, Reading<Patient> known, Patient given, Identifier card, PersonalDocument document)
    {
        Complete(known.Resource, given, card, document);
        ledger.Update(known);
        return known.Reference;
    }

    /// <summary>Adds the card, and what the profile asks for and the record lacks: from what is given, or from the identity number.</summary>
    private void Complete(Patient patient, Patient given, Identifier card, PersonalDocument document)
    {
        CardHolder.ClaimProfile(patient);
        // A hospital may have written it with a small x, which the profile does not have.
        foreach (var number in patient.Identifier.Where(i => PersonalDocument.IsOf([i], systems, document.Kind.System, document.Value)))
            number.Value = document.Value;
        if (patient.Name.Count == 0)
            patient.Name = [.. given.Name.Select(n => (HumanName)n.DeepCopy())];
        foreach (var name in patient.Name.Where(n => string.IsNullOrWhiteSpace(n.Text)))
            name.Text = PersonName.TextOf(name);
        patient.BirthDate ??= given.BirthDate ?? document.Says?.BirthDate;
        patient.Gender ??= given.Gender ?? (document.Says is { } says ? EnumUtility.ParseLiteral<AdministrativeGender>(says.Gender) : null);
        patient.Identifier.Add(card);
    }

    private static OperationAnswer Answer(OperationAnswer answer, Identifier card, bool created) =>
        answer.Add("card", card).Add("created", new FhirBoolean(created));
}
