namespace FhirHub.Engine.Validation.Messages;

/// <summary>Texts for broken invariants: the words of the profile, with those of R4 in Chinese.</summary>
internal static class InvariantTexts
{
    public static string Of(Invariants.Invariant invariant, MessageLanguage language) => language == MessageLanguage.Chinese
        ? $"约束 {invariant.Key} 不成立：{invariant.HumanChinese ?? R4InvariantTexts.Chinese(invariant.Key) ?? invariant.Human}"
        : $"The invariant {invariant.Key} does not hold: {invariant.HumanEnglish ?? invariant.Human}";
}
