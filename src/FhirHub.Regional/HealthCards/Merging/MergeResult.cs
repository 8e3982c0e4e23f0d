using FhirHub.Engine.Errors;
using FhirHub.Regional.HealthCards.Numbers;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>
/// What a caller wants a merged record to be. It may say anything about the person that a write of the record may; by which cards and documents the person is
/// known, and that the record counts, is for the merge to say.
/// </summary>
/// <param name="systems">Knows the names of numbering systems.</param>
/// <param name="target">As it is.</param>
/// <param name="merged">As the merge makes it.</param>
internal sealed class MergeResult(IdentifierSystems systems, Reading<Patient> target, Patient merged)
{
    /// <summary>What the caller wants, completed by what the merge brings.</summary>
    /// <exception cref="FhirException">Refused: it is another record's, or says what is for the merge to say.</exception>
    public Patient Of(Patient wanted)
    {
        if (wanted.Id is { } id && id != target.Key.Id)
            throw Refused($"its id is {id}", $"其 id 为 {id}");
        if (wanted.Active == false && target.Resource.Active != false)
            throw Refused("it is not active", "其已停用");
        if (target.Resource.Identifier.Find(i => !wanted.Identifier.Exists(w => AreSame(w, i))) is { } missing)
            throw Refused($"the identifier of {missing.System} is missing", $"缺少标识 {missing.System}");
        if (wanted.Identifier.Find(w => Identifies(w) && !merged.Identifier.Exists(m => m.IsExactly(w))) is { } other)
            throw Refused($"the card or document of {other.System} is none of the two records, or not as it stands there", $"{other.System} 的卡或证件不属于这两份档案，或与档案不一致");
        if (wanted.Link.Find(w => w.Type is Patient.LinkType.ReplacedBy or Patient.LinkType.Replaces && !merged.Link.Exists(m => IsSame(m, w))) is { } link)
            throw Refused($"it links to {link.Other?.Reference ?? "nothing"} as one that was merged", $"其以合并关系链接到 {link.Other?.Reference ?? "空"}");
        var result = (Patient)wanted.DeepCopy();
        (result.Id, result.Meta) = (target.Key.Id, merged.Meta);
        result.Identifier.AddRange(merged.Identifier.Where(m => !result.Identifier.Exists(r => AreSame(r, m))));
        // This merge and earlier ones stay on record.
        result.Link.AddRange(merged.Link.Where(m => !result.Link.Exists(r => IsSame(r, m))));
        return result;
    }

    private FhirException Refused(string english, string chinese) => MergeRules.ResultDiffers.Refuse(PolicySource.Default, target.Key, english, chinese);

    /// <summary>Whether a number stands for a person: a card, or a document.</summary>
    private bool Identifies(Identifier identifier) =>
        CardKind.Of(identifier, systems) is not null || DocumentKind.All.Any(k => k.System == systems.PreferredOf(identifier.System));

    private bool AreSame(Identifier one, Identifier other) =>
        one.Value == other.Value && systems.PreferredOf(one.System) == systems.PreferredOf(other.System) && CardSearch.HospitalOf(one) == CardSearch.HospitalOf(other);

    private static bool IsSame(Patient.LinkComponent one, Patient.LinkComponent other) => one.Type == other.Type && one.Other?.Reference == other.Other?.Reference;
}
