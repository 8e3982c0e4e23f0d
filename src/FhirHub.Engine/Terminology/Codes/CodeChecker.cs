using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Messages;
using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.Engine.Terminology.Codes;

/// <summary>
/// https://hl7.org/fhir/R4/valueset-operation-validate-code.html and codesystem-operation-validate-code.html: yes, no, or a fault where nobody here can say.
/// </summary>
/// <param name="languages">Of displays, the one liked most first; none for those of the code system.</param>
/// <param name="allowAbstract">Whether a code that nobody selects is right here; null where it does not matter.</param>
internal sealed class CodeChecker(IReadOnlyList<string> languages, bool? allowAbstract)
{
    /// <exception cref="FhirException">Of unknown things: the answer is not known.</exception>
    public async ValueTask<CodeCheck> InSetAsync(TermSnapshot snapshot, CompiledSet set, Coded coding, CancellationToken cancellationToken)
    {
        var found = await set.FindAsync(BaseTerms.Instance, coding.System, coding.Code!, cancellationToken);
        switch (found.Membership)
        {
            case Membership.Open:
                throw TermFaults.Open($"Whether {Show(coding)} is in {set.Definition.Name} cannot be told here: {found.Why}.");
            case Membership.Out:
                return new CodeCheck(false, await ReasonAsync(snapshot, set, coding, cancellationToken), null);
            default:
                var item = found.Item!.Value;
                if (coding.Version is { } version && item.Version is { } other && version != other)
                    return new CodeCheck(false, $"The code {Show(coding)} is in {set.Definition.Name} in version {other} of its code system, not in {version}.", null);
                return Judged(coding, item.Concept, item.Head?.Language);
        }
    }

    /// <exception cref="FhirException">Of unknown things: the answer is not known.</exception>
    public async ValueTask<CodeCheck> InSystemAsync(IConceptSource source, Coded coding, CancellationToken cancellationToken)
    {
        if (await source.FindAsync(coding.Code!, cancellationToken) is { } concept)
            return Judged(coding, concept, source.Head.Language);
        if (!source.Head.IsComplete)
            throw TermFaults.SystemIncomplete(source.Head.Url, source.Head.Content);
        return new CodeCheck(false, $"The code '{coding.Code}' is not in the code system {source.Head.Url}.", null);
    }

    /// <summary>Right where one of them is; else what is wrong with each. In the language of the request at work.</summary>
    public static CodeCheck Any(IReadOnlyList<CodeCheck> checks)
    {
        CodeCheck[] told = [.. checks.Select(c => c.Message is null ? c : c with { Message = TermTexts.Of(c.Message) })];
        return told.FirstOrDefault(c => c.Result) ?? new CodeCheck(false, string.Join(' ', told.Select(c => c.Message)), told.Select(c => c.Display).FirstOrDefault(d => d is not null));
    }

    public static string Show(Coded coding) => coding.System is null ? $"'{coding.Code}'" : $"'{coding.System}#{coding.Code}'";

    private CodeCheck Judged(Coded coding, Concept concept, string? ownLanguage)
    {
        string? display = Displays.Of(concept, ownLanguage, languages);
        if (concept.IsAbstract && allowAbstract == false)
            return new CodeCheck(false, $"The code '{concept.Code}' is abstract: a heading, not for use.", display);
        if (coding.Display is { } said && concept.Names.Any() && !Displays.Has(concept, said))
            return new CodeCheck(false, $"The display '{said}' is none of those of '{concept.Code}': {string.Join(", ", concept.Names.Distinct().Take(8).Select(n => $"'{n}'"))}.", display);
        return new CodeCheck(true, concept.IsInactive ? $"The code '{concept.Code}' is inactive." : null, display);
    }

    private static async ValueTask<string> ReasonAsync(TermSnapshot snapshot, CompiledSet set, Coded coding, CancellationToken cancellationToken)
    {
        string text = $"The code {Show(coding)} is not in {set.Definition.Name}.";
        if (coding.System is null || await SystemLibrary.FindAsync(snapshot, coding.System, coding.Version, cancellationToken) is not { Head.IsComplete: true } source)
            return text;
        return await source.FindAsync(coding.Code!, cancellationToken) is null ? $"{text} Its code system has no such code either." : text;
    }
}
