using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Invariants;
using FhirHub.Engine.Validation.Messages;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>
/// Rules that identifiers follow by a national standard: an invariant names its rule in the extension identifier-rule and says in plain
/// FHIRPath what any tool can check; the rest is checked here.
/// </summary>
internal static class IdentifierRules
{
    /// <param name="isBroken">Whether the invariant's expression has found it broken already, and it has been reported.</param>
    public static void Check(ValidationRun run, InstanceNode node, Invariant invariant, string rule, bool isBroken)
    {
        if (ValueOf(node) is not { } value)
            return;
        switch (rule)
        {
            case "gb-11643":
                CheckIdentity(run, node, value, invariant, isBroken);
                break;
            case "gb-32100":
                if (!isBroken && !SocialCreditCode.IsValid(value.Text!))
                    InvariantRules.ReportBroken(run, value, invariant, " (GB 32100: check character)", "（GB 32100：校验码）");
                break;
            default:
                run.Findings.Add(node, MessageTable.RuleUnknown, rule, invariant.Key);
                break;
        }
    }

    private static void CheckIdentity(ValidationRun run, InstanceNode node, InstanceNode value, Invariant invariant, bool isBroken)
    {
        if (IdentityNumber.Fault(value.Text!) is var (english, chinese))
        {
            if (!isBroken)
                InvariantRules.ReportBroken(run, value, invariant, $" (GB 11643: {english})", $"（GB 11643：{chinese}）");
            return;
        }
        var person = node.Resource;
        if (person.Type.Name is not ("Patient" or "Person" or "RelatedPerson" or "Practitioner"))
            return;
        var number = IdentityNumber.Of(value.Text!);
        if (person.Child("birthDate") is { Text: { } born } birthDate && !number.BirthDate.StartsWith(born, StringComparison.Ordinal))
            run.Findings.Add(birthDate, MessageTable.IdentityBirthDate, born, number.BirthDate);
        if (person.Child("gender") is { Text: "male" or "female" } gender && gender.Text != number.Gender)
            run.Findings.Add(gender, MessageTable.IdentitySex, gender.Text, number.Gender);
    }

    // The rule stands on the Identifier or on its value.
    private static InstanceNode? ValueOf(InstanceNode node)
    {
        var value = node.Type.IsPrimitive ? node : node.Child("value");
        return value?.Text is null ? null : value;
    }
}
